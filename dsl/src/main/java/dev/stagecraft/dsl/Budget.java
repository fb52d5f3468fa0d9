package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The most that a network may cost, on a type with {@link ResidualNetwork}. A network that costs more does not compile,
 * and the message lists the most expensive layers. An attribute that is left out sets no limit.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Budget {
    /** The value that means no limit. */
    long NONE = 0;

    /** The value of {@link #batchSize} that means that of {@link Training}. */
    int OF_TRAINING = 0;

    /** Trainable parameters, at least 1. */
    long parameters() default NONE;

    /** Multiply-accumulates for one image, at least 1. Only convolutions and dense layers count. */
    long multiplyAccumulates() default NONE;

    /**
     * Bytes that a training step needs for a batch, at least 1. The processor compares an estimate with this limit. The
     * estimate is 16 bytes for each weight (the weight, its gradient, and 8 bytes within TensorFlow), 4 more for
     * each value that the declared optimizer keeps for it (one with momentum, two with Adam), 4 for each moving
     * statistic, and for each image 4 bytes for every value
     *
     * <ul>
     *   <li>of the image,
     *   <li>of what is stored for the backward pass: the outputs of convolutions, dense layers, pools, normalizations
     *       and activations other than ReLU, and images that a separate operation pads (ReLU and the sum work in place),
     *   <li>of the largest feature map, twice, for gradients during the backward pass.
     * </ul>
     *
     * On a CPU, five measured networks took 0.98 to 1.16 times the estimate.
     */
    long trainingBytes() default NONE;

    /**
     * Images in the batch for {@link #trainingBytes}, at least 1. The default is the batch size of {@link Training}.
     */
    int batchSize() default OF_TRAINING;
}
