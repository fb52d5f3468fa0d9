package dev.stagecraft.runtime.optimize;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** State that an optimizer keeps from step to step, as a variable of the graph. */
public final class Slot {
    private final Operand<? extends TType> handle;
    private final Supplier<Operand<TFloat32>> value;

    /**
     * A slot whose value is read only if somebody asks for it.
     *
     * @param handle the resource
     * @param value gives the value before the update, the same each time
     */
    public Slot(Operand<? extends TType> handle, Supplier<Operand<TFloat32>> value) {
        this.handle = handle;
        this.value = value;
    }

    /**
     * A slot whose value is read in any case.
     *
     * @param handle the resource
     * @param value before the update
     */
    public Slot(Operand<? extends TType> handle, Operand<TFloat32> value) {
        this(handle, () -> value);
    }

    /** The resource. */
    public Operand<? extends TType> handle() {
        return handle;
    }

    /** The value before the update. */
    public Operand<TFloat32> value() {
        return value.get();
    }
}
