package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How images of another size get the size of the network's input. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Resize {
    /** What happens to images of other proportions. */
    ResizeMode mode() default ResizeMode.SQUEEZE;

    /** How pixels are computed. */
    ResizeFilter filter() default ResizeFilter.BILINEAR;

    /** The share of each side that a crop keeps, above 0 and at most 1; it applies only to {@link ResizeMode#CROP}. */
    double share() default 0.875;
}
