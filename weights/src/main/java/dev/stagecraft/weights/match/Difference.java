package dev.stagecraft.weights.match;

import java.util.List;
import java.util.Optional;

/**
 * The first layer in which a file differs from a network.
 *
 * @param kind what differs
 * @param variable of the network; for a tensor that is left over, what it would be called; empty if there is no word for it
 * @param shape of the variable in the network; empty if the network does not have it
 * @param tensor of the file; for one that is missing, what it would be called; empty if there is no word for it
 * @param tensorShape of the tensor in the file; empty if the file does not have it
 * @param text a sentence about it
 */
public record Difference(
        Kind kind,
        Optional<String> variable,
        Optional<List<Long>> shape,
        Optional<String> tensor,
        Optional<List<Long>> tensorShape,
        String text) {
    /** What differs. */
    public enum Kind {
        /** The file lacks a variable of the network. */
        MISSING,
        /** Both have it, in other shapes. */
        SHAPE,
        /** The file has a tensor that the network does not have. */
        LEFT_OVER,
        /** Its values cannot be weights. */
        TYPE
    }
}
