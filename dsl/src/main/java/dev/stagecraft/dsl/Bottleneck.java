package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Details of a network's bottleneck blocks. */
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
}
