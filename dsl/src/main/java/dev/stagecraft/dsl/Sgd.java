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
    /** The share of the previous step that is added to the next one, at least 0 and below 1; 0 means no momentum. */
    double momentum() default 0.9;

    /** Whether the momentum has Nesterov's form, which looks ahead. The momentum must then be above 0. */
    boolean nesterov() default false;

    /**
     * Weight decay, at least 0: this multiple of each kernel is added to its gradient. Biases and normalizations have
     * no decay.
     */
    double weightDecay() default 0;
}
