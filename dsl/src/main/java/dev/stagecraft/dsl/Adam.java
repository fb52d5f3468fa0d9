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
    /** Share of the gradients' mean that a step keeps, at least 0 and below 1. */
    double beta1() default 0.9;

    /** Share of the gradients' mean square that a step keeps, at least 0 and below 1. */
    double beta2() default 0.999;

    /** Added to the root of the mean square, above 0 and finite as float32. */
    double epsilon() default 1e-8;

    /** What kernels lose to themselves, as part of the gradient, 0 or more; biases and normalizations lose nothing. */
    double weightDecay() default 0;
}
