package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A sequence of residual blocks of one width (He 2015, Table 1, "conv2_x" to "conv5_x"). It is repeated, in the order
 * of the network. The first block of a stage has the stage's stride. A network has at most 100 stages.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(ResidualStages.class)
public @interface ResidualStage {
    /** The value of {@link #stride} that means 1 in the first stage and 2 in every later one. */
    int BY_POSITION = 0;

    /**
     * Output channels of every block, at least 1; a bottleneck block has {@link Bottleneck#expansion} times as many.
     */
    int channels();

    /** Number of blocks, 1 to 10,000; all stages of a network have at most 10,000 together. */
    int blocks();

    /**
     * Stride of the first block in pixels, 1 to 1,024; the others have stride 1. The default is 1 in the first stage,
     * which follows the stem's pool, and 2 in later ones (He 2015, section 3.3).
     */
    int stride() default BY_POSITION;

    /** The kind of every block. */
    Block block() default Block.BASIC;

    /**
     * A type with {@link ResidualBlock}, whose block is used instead of a built-in one. It cannot be combined with
     * {@link #block}.
     */
    Class<?> custom() default void.class;

    /**
     * Whether a training step computes the activations of these blocks again in its backward pass, instead of keeping
     * them. {@link Training#recompute} does it for all blocks.
     */
    boolean recompute() default false;
}
