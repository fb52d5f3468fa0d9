package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Stochastic gradient descent with momentum; He 2015 trains with 0.9 and a weight decay of 1e-4. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Sgd {
    /** Share of the last step that goes on, at least 0 and below 1; 0 is plain descent. */
    double momentum() default 0.9;

    /** Whether the gradient looks ahead, in Nesterov's form; takes a momentum above 0. */
    boolean nesterov() default false;

    /** What kernels lose to themselves, as part of the gradient, 0 or more; biases and normalizations lose nothing. */
    double weightDecay() default 0;
}
