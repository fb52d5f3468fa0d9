package dev.stagecraft.runtime.profile;

import java.util.List;
import java.util.OptionalLong;

/**
 * Memory that TensorFlow took in a step, on the device that computes it.
 *
 * @param heldBytes what it held before the step: weights, the state of the optimizer, and what it keeps for later steps
 * @param stepBytes the most that the step held in addition
 * @param operation that ran at that moment
 * @param largest what was held at that moment, by the operations that took it, largest first; at most 10
 * @param processBytes the peak resident memory of the process; empty if the system does not say
 */
public record StepMemory(
        long heldBytes, long stepBytes, String operation, List<Held> largest, OptionalLong processBytes) {
    /** Copies the list. */
    public StepMemory {
        largest = List.copyOf(largest);
    }

    /**
     * Memory that an operation took, and that was not freed yet.
     *
     * @param operation in TensorFlow's graph
     * @param layer name of the row that it belongs to
     * @param bytes number of bytes
     */
    public record Held(String operation, String layer, long bytes) {}
}
