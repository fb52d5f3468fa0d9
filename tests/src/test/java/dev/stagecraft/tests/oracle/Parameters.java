package dev.stagecraft.tests.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Weights as PyTorch's arrays, in double precision and in the layout they came in. Each is asked for by its name and the
 * dimensions it must have.
 */
final class Parameters {
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Set<String> unused = new TreeSet<>();

    Parameters(NDManager manager, Map<String, Weight> weights) {
        weights.forEach((name, weight) -> {
            double[] values = new double[weight.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = weight.values()[i];
            }
            NDArray array = manager.create(values, new Shape(weight.shape()));
            array.setRequiresGradient(weight.trainable());
            arrays.put(name, array);
            unused.add(name);
        });
    }

    NDArray get(String name, long... shape) {
        NDArray array = arrays.get(name);
        assertNotNull(array, () -> "no variable is named " + name + "; there are " + arrays.keySet());
        assertEquals(new Shape(shape), array.getShape(), name);
        unused.remove(name);
        return array;
    }

    void forEach(BiConsumer<String, NDArray> action) {
        arrays.forEach(action);
    }

    /** Fails where a weight was never asked for. */
    void requireAllUsed() {
        if (!unused.isEmpty()) {
            throw new AssertionError("not part of the architecture: " + unused);
        }
    }
}
