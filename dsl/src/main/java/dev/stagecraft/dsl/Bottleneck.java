package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Details of a network's bottleneck blocks. A group of the 3×3 convolution has {@code channels · groupWidth / 64} channels,
 * rounded down, {@code channels} being the stage's; the block gives {@code channels · expansion}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Bottleneck {
    /** Output channels of a block for each of its stage's channels, 1 or more (He 2015, Table 1: 4). */
    int expansion() default 4;

    /**
     * Whether the first 1×1 convolution carries the stride of a stage's first block, as He 2015 has it ("v1"). By default
     * the 3×3 does, as common implementations have it ("v1.5"), so that no pixel of the input is passed over.
     */
    boolean strideOnFirst() default false;

    /**
     * Groups of the 3×3 convolution, its "cardinality", 1 or more (Xie et al., <i>Aggregated Residual Transformations</i>,
     * 2016: 32 or 64).
     */
    int groups() default 1;

    /**
     * Channels of one group in a stage of 64 channels, 1 or more; wider stages have more in proportion. ResNeXt "32×4d" is
     * 32 groups of width 4; Wide ResNet's factor 2 is one group of width 128 (Zagoruyko, Komodakis, <i>Wide Residual
     * Networks</i>, 2016).
     */
    int groupWidth() default 64;
}
