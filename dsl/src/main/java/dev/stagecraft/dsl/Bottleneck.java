package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Details of a network's bottleneck blocks. A group of the 3×3 convolution has {@code channels · groupWidth / 64}
 * channels, rounded down, where {@code channels} are those of the stage. The block has {@code channels · expansion}
 * output channels.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Bottleneck {
    /** Output channels of a block per channel of its stage, at least 1 (He 2015, Table 1: 4). */
    int expansion() default 4;

    /**
     * Whether the first 1×1 convolution has the stride of a stage's first block, as in He 2015 ("v1"). By default the
     * 3×3 has it, as in common implementations ("v1.5"), so that no pixel of the input is skipped.
     */
    boolean strideOnFirst() default false;

    /**
     * Groups of the 3×3 convolution, its "cardinality", at least 1 (Xie et al., <i>Aggregated Residual
     * Transformations</i>, 2016: 32 or 64).
     */
    int groups() default 1;

    /**
     * Channels per group in a stage of 64 channels, at least 1; other stages have a proportional number. ResNeXt
     * "32×4d" is 32 groups of width 4. Wide ResNet's factor 2 is one group of width 128 (Zagoruyko, Komodakis, <i>Wide
     * Residual Networks</i>, 2016).
     */
    int groupWidth() default 64;
}
