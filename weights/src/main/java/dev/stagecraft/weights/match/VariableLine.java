package dev.stagecraft.weights.match;

import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.name.Counterpart;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a variable.
 *
 * @param variable its name
 * @param shape its sizes
 * @param source where its values are from
 * @param load what is loaded into it; empty unless it is {@link Source#LOADED}
 * @param how what happens to the values, or why there are none
 */
public record VariableLine(String variable, List<Long> shape, Source source, Optional<Load> load, String how) {
    /** Copies the list. */
    public VariableLine {
        shape = List.copyOf(shape);
    }

    /** Where the values of a variable are from. */
    public enum Source {
        /** They are read from the file. */
        LOADED,
        /** It keeps its first value. */
        FIRST_VALUE,
        /** It would need values from the file, which has none that fit. */
        MISSING
    }

    /**
     * A variable and the tensor that is read into it.
     *
     * @param counterpart names, shapes and layout
     * @param entry the tensor in the file
     * @param sumsColors whether the kernels of three colors are summed for one channel
     */
    public record Load(Counterpart counterpart, TensorEntry entry, boolean sumsColors) {}
}
