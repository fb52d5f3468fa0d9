package dev.stagecraft.runtime.profile;

import java.util.List;

/**
 * The time of the operations of one layer in a step. It includes the layer's padding, casts, gradients, and the update
 * of its weights. TensorFlow computes some operations together with the one before. Then the time of both is in the row
 * of the first.
 *
 * @param name of the layer, as in the layer table; of a scope, for operations that belong to none of its layers; or {@code
 *     input}, {@code loss}, or {@code other}
 * @param kind as in the layer table, such as {@code conv2d}; empty if the row is not a layer
 * @param output {@code [height, width, channels]} or {@code [features]}, without the batch; empty if the row is not a
 *     layer
 * @param forwardMillis in the forward pass
 * @param backwardMillis in the backward pass
 * @param updateMillis in the update of weights and moving statistics
 * @param limitMillis the time that the layer's multiplications would take at the speed of the {@linkplain
 *     StepProfile.Limit limit}; 0 if it multiplies nothing
 */
public record LayerTime(
        String name,
        String kind,
        List<Integer> output,
        double forwardMillis,
        double backwardMillis,
        double updateMillis,
        double limitMillis) {
    /** Copies the list. */
    public LayerTime {
        output = List.copyOf(output);
    }

    /** Its time in the whole step. */
    public double millis() {
        return forwardMillis + backwardMillis + updateMillis;
    }

    /** The outermost scope, such as {@code stage2}, or the whole name if there is none. */
    public String stage() {
        int end = name.indexOf('/');
        return end < 0 ? name : name.substring(0, end);
    }

    /** The sum of two rows, under another name. */
    LayerTime plus(LayerTime other, String sum) {
        return new LayerTime(
                sum,
                "",
                List.of(),
                forwardMillis + other.forwardMillis,
                backwardMillis + other.backwardMillis,
                updateMillis + other.updateMillis,
                limitMillis + other.limitMillis);
    }
}
