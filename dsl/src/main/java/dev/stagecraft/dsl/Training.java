package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a network is trained where nobody says otherwise, by plain stochastic gradient descent; stands beside
 * {@link ResidualNetwork}. The defaults are D2L's for Fashion-MNIST.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Training {
    /** Times that all images are seen, 1 or more. */
    int epochs() default 5;

    /** Images in a step, 1 or more. */
    int batchSize() default 256;

    /** The share of its gradient that a step takes from a weight, above 0 and finite as float32. */
    double learningRate() default 0.05;
}
