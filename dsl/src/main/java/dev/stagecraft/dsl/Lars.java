package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Layer-wise adaptive rate scaling (You, Gitman, Ginsburg 2017), for batches of thousands of images. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Lars {
    /** Share of the last step that goes on, at least 0 and below 1. */
    double momentum() default 0.9;

    /** The size of a kernel's step beside the kernel's own, above 0 and finite as float32. */
    double trust() default 0.001;

    /** What kernels lose to themselves, as part of the gradient, 0 or more; biases and normalizations lose nothing. */
    double weightDecay() default 0;
}
