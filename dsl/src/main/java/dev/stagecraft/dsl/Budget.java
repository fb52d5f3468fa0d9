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
     * Bytes that a training step needs for a batch, 1 or more. The estimate is 4 bytes for each weight, its gradient and each moving
     * statistic, and for each image 4 bytes for every value of the image and of what is kept for the backward pass: the
     * outputs of convolutions, of pools, of normalisations, and of activations but for ReLU and the sum, which work in place, and
     * images that are padded by an operation of its own. TensorFlow needs more on the way: count on 1.2 to 1.7 times as much.
     */
    long trainingBytes() default NONE;

    /** Images in the batch that {@link #trainingBytes} is meant for, 1 or more; by default as many as in training. */
    int batchSize() default OF_TRAINING;
}
