package dev.stagecraft.runtime.gradient;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/** The sizes of kernels, which the gradients of kernels take: one constant for all kernels of the same sizes. */
final class KernelSizes {
    private final Ops tf;
    private final Map<Shape, Operand<TInt32>> byShape = new HashMap<>();

    /** @param tf where the constants are added */
    KernelSizes(Ops tf) {
        this.tf = tf;
    }

    /** @param kernel its sizes, all known */
    Operand<TInt32> of(Shape kernel) {
        Operand<TInt32> known = byShape.get(kernel);
        if (known == null) {
            int[] sizes =
                    Arrays.stream(kernel.asArray()).mapToInt(Math::toIntExact).toArray();
            known = tf.withName("kernel_sizes").constant(sizes);
            byShape.put(kernel, known);
        }
        return known;
    }
}
