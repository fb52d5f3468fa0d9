package dev.stagecraft.runtime.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Values for convolutions that have to agree exactly: whole numbers from -1 to 1. */
final class WholeNumbers {
    private WholeNumbers() {}

    static Operand<TFloat32> draw(Ops tf, Random random, int... sizes) {
        long[] dims = new long[sizes.length];
        int count = 1;
        for (int i = 0; i < sizes.length; i++) {
            dims[i] = sizes[i];
            count *= sizes[i];
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(3) - 1;
        }
        assertTrue(count > 0);
        return tf.constant(Shape.of(dims), DataBuffers.of(values));
    }
}
