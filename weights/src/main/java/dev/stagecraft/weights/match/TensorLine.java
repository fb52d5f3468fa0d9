package dev.stagecraft.weights.match;

import dev.stagecraft.weights.file.Dtype;
import java.util.List;

/**
 * What becomes of a tensor.
 *
 * @param tensor its name as the file has it; a stranger wrote it
 * @param dtype the type of its elements
 * @param shape its sizes
 * @param use whether its values are used
 * @param why the variable it is used for, or why it is not used
 */
public record TensorLine(String tensor, Dtype dtype, List<Long> shape, Use use, String why) {
    /** Copies the list. */
    public TensorLine {
        shape = List.copyOf(shape);
    }

    /** Whether the values of a tensor are used. */
    public enum Use {
        /** For a variable. */
        USED,
        /** They are not needed: a counter of steps, or the head of other classes. */
        NOT_NEEDED,
        /** The network has no place for them. */
        LEFT_OVER
    }
}
