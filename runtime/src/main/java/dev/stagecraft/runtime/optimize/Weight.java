package dev.stagecraft.runtime.optimize;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A trainable variable.
 *
 * @param name in the network, such as {@code stage2/block1/conv1/kernel}
 * @param shape its dimensions
 * @param handle the resource that the update changes
 * @param value before the update
 * @param gradient of the mean loss of the batch, of the same shape
 */
public record Weight(
        String name,
        Shape shape,
        Operand<? extends TType> handle,
        Operand<TFloat32> value,
        Operand<TFloat32> gradient) {
    /** The name in a form without slashes, for use in the name of a node. */
    public String node() {
        return name.replace('/', '.');
    }

    /**
     * Whether weight decay applies: to kernels, which have at least two dimensions. Biases and the two vectors of a
     * normalization have one; decaying those is known not to help (He, Zhang, Zhang, Zhang, Xie, Li, <i>Bag of Tricks
     * for Image Classification</i>, 2019, section 3.1).
     */
    public boolean decays() {
        return shape.numDimensions() >= 2;
    }
}
