package dev.stagecraft.weights.name;

import java.util.List;

/**
 * A tensor of a file.
 *
 * @param name without prefixes that wrappers put before it
 * @param shape its sizes, the slowest first; empty for a single value
 */
public record Tensor(String name, List<Long> shape) {
    /** Copies the list. */
    public Tensor {
        shape = List.copyOf(shape);
    }
}
