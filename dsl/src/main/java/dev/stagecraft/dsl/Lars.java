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
    /** The share of the previous step that is added to the next one, at least 0 and below 1. */
    double momentum() default 0.9;

    /** The size of a kernel's step relative to the size of the kernel, above 0 and finite as float32. */
    double trust() default 0.001;

    /**
     * Weight decay, at least 0: this multiple of each kernel is added to its gradient. Biases and normalizations have
     * no decay.
     */
    double weightDecay() default 0;
}
