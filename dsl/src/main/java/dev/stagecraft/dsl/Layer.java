package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One layer of the body of a {@link ResidualBlock}. It is repeated, in the order in which the layers run. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Layers.class)
public @interface Layer {
    /** The kind of the layer. All other attributes apply only to convolutions. */
    LayerKind value();

    /** Height and width of the kernel in pixels, 1 to 63. */
    int kernel() default 3;

    /** Whether the layer has the stride of the block; at most one layer has it. */
    boolean strided() default false;

    /**
     * Output channels per channel of the stage, above 0. Times the stage's channels it must be a whole number, apart
     * from rounding.
     */
    double width() default 1;

    /** Number of groups, at least 1. It must divide the input and the output channels. */
    int groups() default 1;
}
