package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adam (Kingma, Ba 2015). Its usual learning rate is 0.001. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Adam {
    /** The share of the moving mean of the gradients that a step keeps, at least 0 and below 1. */
    double beta1() default 0.9;

    /** The share of the moving mean of their squares that a step keeps, at least 0 and below 1. */
    double beta2() default 0.999;

    /** Added to the square root of the moving mean of the squares, above 0 and finite as float32. */
    double epsilon() default 1e-8;

    /**
     * Weight decay, at least 0: this multiple of each kernel is added to its gradient. Biases and normalizations have
     * no decay.
     */
    double weightDecay() default 0;
}
