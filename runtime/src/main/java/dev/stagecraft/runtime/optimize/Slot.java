package dev.stagecraft.runtime.optimize;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * State that an optimizer keeps from step to step, as a variable of the graph.
 *
 * @param handle the resource
 * @param reading gives the value before the update, the same each time
 */
public record Slot(Operand<? extends TType> handle, Supplier<Operand<TFloat32>> reading) {
    /** A slot whose value is read in any case. */
    public Slot(Operand<? extends TType> handle, Operand<TFloat32> value) {
        this(handle, () -> value);
    }

    /** The value before the update. It is read only if somebody asks for it. */
    public Operand<TFloat32> value() {
        return reading.get();
    }
}
