package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adam with decoupled weight decay (Loshchilov, Hutter 2019). Its usual learning rate is 0.001. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface AdamW {
    /** The share of the moving mean of the gradients that a step keeps, at least 0 and below 1. */
    double beta1() default 0.9;

    /** The share of the moving mean of their squares that a step keeps, at least 0 and below 1. */
    double beta2() default 0.999;

    /** Added to the square root of the moving mean of the squares, above 0 and finite as float32. */
    double epsilon() default 1e-8;

    /** Weight decay, at least 0: at each step a kernel loses this share of itself, times the learning rate. */
    double weightDecay() default 0.01;
}
