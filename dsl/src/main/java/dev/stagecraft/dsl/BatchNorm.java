package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Batch normalization over batch, height and width (Ioffe, Szegedy, <i>Batch Normalization</i>, 2015).
 *
 * <p>After a training step, {@code moving = momentum · moving + (1 − momentum) · batch}; evaluation uses the moving
 * values.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface BatchNorm {
    /** The share of the moving mean and variance that a step keeps, at least 0 and below 1. */
    double momentum() default 0.9;

    /** Added to the variance before its root is taken, above 0. */
    double epsilon() default 1e-5;

    /**
     * Whether the scale of each block's last normalization begins at 0 instead of 1, so that every block begins as its
     * shortcut (Goyal et al., <i>Accurate, Large Minibatch SGD</i>, 2017, section 5.1).
     */
    boolean zeroLast() default false;
}
