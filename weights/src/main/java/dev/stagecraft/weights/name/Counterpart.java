package dev.stagecraft.weights.name;

import java.util.List;

/**
 * A variable and the tensor that it is in a file.
 *
 * @param layer of the variable, such as {@code stage2/block1/conv1}
 * @param variable its whole name, such as {@code stage2/block1/conv1/kernel}
 * @param shape of the variable
 * @param tensor the tensor's name, such as {@code layer2.0.conv1.weight}
 * @param tensorShape of the tensor
 * @param layout how the values lie in the tensor
 */
public record Counterpart(
        String layer, String variable, List<Long> shape, String tensor, List<Long> tensorShape, Layout layout) {
    /** Copies the lists. */
    public Counterpart {
        shape = List.copyOf(shape);
        tensorShape = List.copyOf(tensorShape);
    }
}
