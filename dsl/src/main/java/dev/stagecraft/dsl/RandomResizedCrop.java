package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cuts out a random part of each image, which is then resized to the input of the network. The defaults are those of
 * torchvision.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface RandomResizedCrop {
    /** The smallest area of the part, as a share of the area of the image, above 0 and at most 1. */
    double smallest() default 0.08;

    /** The largest area, at least {@link #smallest} and at most 1. */
    double largest() default 1;

    /** The smallest width of the part divided by its height, above 0 and finite as float32. */
    double narrowest() default 3.0 / 4;

    /** The largest width divided by the height, at least {@link #narrowest} and finite as float32. */
    double widest() default 4.0 / 3;
}
