package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The layers before the first stage: convolution, batch normalization, activation, and a pool if declared. The defaults
 * are from He 2015, Table 1: 7×7, 64 channels, stride 2, then a 3×3 max pool of stride 2.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Stem {
    /** Output channels of the last convolution, at least 1. */
    int channels() default 64;

    /** Height and width of every convolution's kernel in pixels, 1 to 63. */
    int kernel() default 7;

    /** Stride of the first convolution in pixels, 1 to 1,024; further ones have stride 1. */
    int stride() default 2;

    /**
     * Output channels of further convolutions before the last one, each at least 1; at most 100 of them. Normalization and activation follow each of them.
     * The "deep" stem is {@code kernel = 3, before = {32, 32}} (He T. et al., <i>Bag of Tricks for Image
     * Classification</i>, 2018, Figure 2 (b)).
     */
    int[] before() default {};

    /** The pool after the convolutions, or <code>{}</code> for none. At most one. */
    MaxPool[] pool() default @MaxPool;

    /**
     * Whether a convolution takes the place of the max pool (Bello et al., <i>Revisiting ResNets</i>, 2021). It has the
     * pool's size, 1 to 63, and stride, and as many input and output channels as the stem's last convolution.
     * Normalization and activation follow it. In pre-activation they then follow the stem's last convolution instead.
     */
    boolean poolConvolution() default false;
}
