package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Default training settings of a network, on a type with {@link ResidualNetwork}. Flags and code override them. The
 * annotation's defaults are those of D2L for Fashion-MNIST: stochastic gradient descent without momentum, at a constant
 * learning rate.
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
    /** Passes over all training images, at least 1. */
    int epochs() default 5;

    /** Images per step, at least 1, and at least 2 where a normalization sees one pixel. */
    int batchSize() default 256;

    /** The learning rate, from which the schedule starts, above 0 and finite as float32. */
    double learningRate() default 0.05;

    /**
     * The share of each training target that is spread evenly over all classes, at least 0 and below 1. Evaluation does
     * not smooth.
     */
    double labelSmoothing() default 0;

    /**
     * The optimizer is stochastic gradient descent with momentum. At most one optimizer; without any it is stochastic
     * gradient descent without momentum.
     */
    Sgd[] sgd() default {};

    /** The optimizer is Adam. At most one optimizer. */
    Adam[] adam() default {};

    /** The optimizer is AdamW. At most one optimizer. */
    AdamW[] adamW() default {};

    /** The optimizer is LARS. At most one optimizer. */
    Lars[] lars() default {};

    /** Epochs in which the rate grows linearly before the schedule begins, at least 0 and below {@link #epochs}. */
    int warmUpEpochs() default 0;

    /** The rate falls in steps. At most one schedule; without any the rate is constant. */
    StepDecay[] stepDecay() default {};

    /** The rate falls along half a cosine. At most one schedule. */
    Cosine[] cosine() default {};

    /** The rate rises and then falls to almost 0. At most one schedule. */
    OneCycle[] oneCycle() default {};

    /**
     * Whether the stem is frozen, so that training does not change it. A frozen part runs as in evaluation: its normalizations
     * use their moving statistics and do not change them, and dropout, stochastic depth and weight decay do not apply to it. It
     * has no optimizer state.
     */
    boolean freezeStem() default false;

    /**
     * How many stages are frozen, counted from the first: at least 0 and at most the number of stages. If there are any, the
     * stem is frozen too. See {@link #freezeStem}.
     */
    int freezeStages() default 0;

    /**
     * What the learning rate of each stage is multiplied by: a factor for each stage, above 0 and at most 1. The stem has
     * the factor of the first stage, and the head has all of the rate. Without any, every part has all of the rate.
     */
    double[] stageRates() default {};

    /**
     * Whether training changes only the head. It learns from the features of each image, which are computed once. Everything
     * before the head runs as in evaluation. It cannot be combined with an augmentation.
     */
    boolean linearProbe() default false;

    /**
     * The precision in which the convolutions of a training step are computed. {@link Precision#BFLOAT16} is refused at the
     * start of a run on a CPU that has no instructions for it, and {@link Precision#FLOAT16} on any CPU.
     */
    Precision precision() default Precision.FLOAT32;

    /**
     * Whether a training step computes the activations of all blocks again in its backward pass, instead of keeping
     * them. It takes less memory and more time, and gives the same numbers. {@link ResidualStage#recompute} does it for
     * the blocks of one stage. Otherwise a step on a CPU computes again only what takes little time.
     */
    boolean recompute() default false;

    /**
     * Whether the training images are kept in the memory of the device, which then changes and resizes them itself. This pays
     * where a step takes less time than preparing its images. All images must have one size, and only flips, shifts and
     * crops can change them.
     */
    boolean imagesOnDevice() default false;

    /** What is done to training images. */
    Augmentation augmentation() default @Augmentation;
}
