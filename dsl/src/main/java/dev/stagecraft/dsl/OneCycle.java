package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learning rate that rises along half a cosine to the declared rate and then falls along half a cosine to almost 0
 * (Smith, Topin 2018). The rates are those of PyTorch's {@code OneCycleLR}. It does not change the momentum.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface OneCycle {
    /** The share of all steps in which the rate rises, above 0 and below 1. */
    double rise() default 0.3;

    /** What {@link Training#learningRate} is divided by at the first step, at least 1. */
    double startDivisor() default 25;

    /** What the rate of the first step is divided by at the last step, at least 1. */
    double endDivisor() default 1e4;
}
