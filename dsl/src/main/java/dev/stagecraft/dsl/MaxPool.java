package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A max pool. Padded pixels are never the maximum. The defaults are from He 2015, Table 1. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface MaxPool {
    /** Height and width of the window in pixels, 1 to 1,024. */
    int size() default 3;

    /** Stride of the window in pixels, 1 to 1,024. */
    int stride() default 2;
}
