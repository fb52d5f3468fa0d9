package dev.stagecraft.weights.match;

import dev.stagecraft.weights.file.ForeignName;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.VariableLine.Load;
import java.io.IOException;
import java.util.List;

/** Reads the values of a variable from a file. */
public final class TensorValues {
    private static final int COLORS = 3;

    private TensorValues() {}

    /**
     * The values of a variable, in row-major order.
     *
     * @param file that the report is about
     * @param load of the report
     * @throws UnusableValuesException if a value is NaN or infinite as a {@code float}, or a variance is negative
     * @throws IOException if the file cannot be read
     */
    public static float[] read(SafetensorsFile file, Load load) throws IOException {
        TensorEntry entry = load.entry();
        float[] values = new float[Math.toIntExact(entry.elements())];
        int[] at = {0};
        file.read(entry, part -> {
            int count = part.remaining();
            part.get(values, at[0], count);
            at[0] += count;
        });
        require(values, load);
        List<Long> shape = load.counterpart().shape();
        return load.counterpart().layout().toVariable(load.sumsColors() ? summed(values, shape) : values, shape);
    }

    private static void require(float[] values, Load load) {
        boolean variance = load.counterpart().variable().endsWith("/moving_variance");
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (!Float.isFinite(value) || (variance && value < 0)) {
                throw new UnusableValuesException("tensor "
                        + ForeignName.printed(load.entry().name()) + " has the value "
                        + value + " at index " + i + (Float.isFinite(value) ? ", and a variance is never negative" : "")
                        + "; the weights are damaged, or come from a training that diverged, so use other weights");
            }
        }
    }

    /** From {@code [out, 3, height, width]} to {@code [out, 1, height, width]}. */
    private static float[] summed(float[] values, List<Long> shape) {
        int pixels = Math.toIntExact(shape.get(0) * shape.get(1));
        float[] sums = new float[values.length / COLORS];
        for (int i = 0; i < values.length; i++) {
            sums[i / (COLORS * pixels) * pixels + i % pixels] += values[i];
        }
        return sums;
    }
}
