package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One layer of a {@link ResidualBlock}'s body; repeated, in the order they run. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Layers.class)
public @interface Layer {
    /** What the layer is. The attributes below are a convolution's. */
    LayerKind value();

    /** Height and width of the kernel in pixels, 1 to 63. */
    int kernel() default 3;

    /** Whether the layer carries the block's stride; at most one does. */
    boolean strided() default false;

    /** Output channels for each of the stage's, above 0; the product must be, up to rounding, a whole number. */
    double width() default 1;

    /** Groups that input and output channels are divided into, 1 or more. */
    int groups() default 1;
}
