package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Batch normalization over batch, height and width (Ioffe, Szegedy, <i>Batch Normalization</i>, 2015).
 *
 * <p>Each training step sets {@code moving = momentum · moving + (1 − momentum) · batch}. Evaluation uses the moving
 * values.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface BatchNorm {
    /** The share of the moving mean and variance that a step keeps, at least 0 and below 1. */
    double momentum() default 0.9;

    /** Added to the variance before the square root, above 0 and finite as float32. */
    double epsilon() default 1e-5;

    /**
     * Whether the scale of the last normalization of each block starts at 0 instead of 1, so that at first every block
     * equals its shortcut (Goyal et al., <i>Accurate, Large Minibatch SGD</i>, 2017, section 5.1).
     */
    boolean zeroLast() default false;
}
