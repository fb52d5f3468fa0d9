package dev.stagecraft.runtime.answer;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;

/**
 * A network as TensorFlow operations for answers alone: weights are constants, every batch normalization that follows a
 * convolution is folded into it, and what only training needs is gone.
 *
 * @param graph the operations; inputs come before what reads them
 * @param shapes of the operations' first outputs, by name; the batch is unknown, layout NHWC
 * @param images name of the operation whose output is the images in the network's size, {@code [batch, height, width,
 *     channels]}, float32, 0 to 255
 * @param logits name of the operation that gives {@code [batch, classes]}
 * @param features name of the operation that gives the pooled features, {@code [batch, features]}; empty if the network does
 *     not end in a dense layer
 */
public record FrozenNetwork(
        GraphDef graph, Map<String, Shape> shapes, String images, String logits, Optional<String> features) {
    /** Copies the shapes. */
    public FrozenNetwork {
        shapes = Map.copyOf(shapes);
    }
}
