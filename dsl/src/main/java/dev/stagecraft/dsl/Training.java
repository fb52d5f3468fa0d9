package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a network is trained where nobody says otherwise; stands beside {@link ResidualNetwork}. The defaults are D2L's for
 * Fashion-MNIST: plain stochastic gradient descent at a constant rate.
 *
 * <pre>{@code
 * @Training(epochs = 90, learningRate = 0.1, warmUpEpochs = 5,
 *         sgd = @Sgd(momentum = 0.9, weightDecay = 1e-4), cosine = @Cosine)
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Training {
    /** Times that all images are seen, 1 or more. */
    int epochs() default 5;

    /** Images in a step, 1 or more; 2 or more where a normalization sees one pixel. */
    int batchSize() default 256;

    /** What the schedule starts from, above 0 and finite as float32. */
    double learningRate() default 0.05;

    /**
     * The share of each training target that all classes divide evenly among them, at least 0 and below 1. Evaluation is
     * unsmoothed.
     */
    double labelSmoothing() default 0;

    /** The optimizer is stochastic gradient descent with momentum. At most one optimizer; plain descent without any. */
    Sgd[] sgd() default {};

    /** The optimizer is Adam. At most one optimizer. */
    Adam[] adam() default {};

    /** The optimizer is AdamW. At most one optimizer. */
    AdamW[] adamW() default {};

    /** The optimizer is LARS. At most one optimizer. */
    Lars[] lars() default {};

    /** Epochs in which the rate grows in a straight line before its schedule begins, 0 or more and below all epochs. */
    int warmUpEpochs() default 0;

    /** The rate falls in steps. At most one schedule; the rate is constant without any. */
    StepDecay[] stepDecay() default {};

    /** The rate falls along half a cosine. At most one schedule. */
    Cosine[] cosine() default {};
}
