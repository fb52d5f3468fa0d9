package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The layers before the first stage: convolution, batch normalisation, ReLU, and a pool where asked for. The defaults
 * are those of He 2015, Table 1: 7×7, 64 channels, stride 2, then a 3×3 max pool of stride 2.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Stem {
    /** Output channels of the convolution, 1 or more. */
    int channels() default 64;

    /** Height and width of the convolution's kernel in pixels, 1 or more; odd where padding is symmetric. */
    int kernel() default 7;

    /** Step of the convolution in pixels, 1 or more. */
    int stride() default 2;

    /** The pool that follows, or <code>{}</code> for none. At most one. */
    MaxPool[] pool() default @MaxPool;
}
