package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a network may cost at most; stands beside {@link ResidualNetwork}. A network that costs more does not compile, and the
 * message names the layers that cost most. Limits that are left out do not hold.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Budget {
    /** The limit that stands for none. */
    long NONE = 0;

    /** The value of {@link #batchSize} that stands for that of {@link Training}. */
    int OF_TRAINING = 0;

    /** Trainable parameters, 1 or more. */
    long parameters() default NONE;

    /** Multiply-accumulates for one image, 1 or more; convolutions and dense layers count. */
    long multiplyAccumulates() default NONE;

    /**
     * Bytes that a training step needs for a batch, 1 or more. The estimate is 16 bytes for each weight (itself, its
     * gradient, and twice as much that TensorFlow holds besides), 4 more for each value that the declared optimizer keeps of
     * it (one with momentum, two in Adam), 4 for each moving statistic, and for each image 4 bytes for every value
     *
     * <ul>
     *   <li>of the image,
     *   <li>of what is kept for the backward pass: the outputs of convolutions, of pools, of normalizations, of activations
     *       but for ReLU, and images that are padded by an operation of its own; ReLU and the sum work in place,
     *   <li>of the largest feature map, twice, for the gradients under way.
     * </ul>
     *
     * Measured on a CPU, five networks took 0.98 to 1.16 times as much.
     */
    long trainingBytes() default NONE;

    /** Images in the batch that {@link #trainingBytes} is meant for, 1 or more; by default as many as in training. */
    int batchSize() default OF_TRAINING;
}
