package dev.stagecraft.runtime.gradient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.ndarray.Shape;

/**
 * Chooses the fastest form of a kernel's gradient from the table {@code kernel-forms.csv}. {@code benchmarks/run
 * kernel-forms} measures this table on a CPU with bfloat16 instructions. A convolution takes the form of the row that
 * is nearest to it. If it is far from all rows, it takes TensorFlow's operation. The table also has the times of this
 * operation in float32 with the casts from and to bfloat16. With them it is not the fastest in any row.
 *
 * <p>Runs that began before this table was measured take the forms of an older one, so that their bits stay the same.
 */
final class KernelForms {
    /** How far a row may be: the factors by which channels, filters and pixels differ, multiplied, are at most 4. */
    private static final double FARTHEST = Math.log(4);

    /** Times differ by less than this from one measurement to the next. */
    private static final double CLEARLY_FASTER = 0.9;

    /** The time of a form that was not measured. */
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static final List<Row> ROWS = read("kernel-forms.csv");

    /** Of an older table, without float32 and without the form {@link KernelForm#PIXELS}. */
    private static final List<Row> OLDER = read("kernel-forms-rewritten.csv");

    private KernelForms() {}

    /**
     * A row of the table.
     *
     * @param kernel height and width of the kernel
     * @param stride of the convolution
     * @param channels of the images
     * @param filters channels of the result
     * @param pixels of the result, of all images of a batch
     * @param low the fastest form in bfloat16
     * @param full the fastest form in float32
     */
    private record Row(
            int kernel, int stride, long channels, long filters, long pixels, KernelForm low, KernelForm full) {
        KernelForm form(boolean isLow) {
            return isLow ? low : full;
        }

        double distance(Row other) {
            return difference(channels, other.channels)
                    + difference(filters, other.filters)
                    + difference(pixels, other.pixels);
        }

        private static double difference(long left, long right) {
            return Math.abs(Math.log((double) left / right));
        }
    }

    static KernelForm of(BackwardStep step) {
        OperationAttributeInspector attributes = step.operation().attributes();
        long[] kernel = step.input(1).shape().asArray();
        long[] strides = attributes.getAttrIntList("strides");
        Shape result = step.output(0).shape();
        boolean usual = step.forms().batch().isPresent()
                && kernel[0] == kernel[1]
                && strides[1] == strides[2]
                && Arrays.stream(attributes.getAttrIntList("dilations")).allMatch(each -> each == 1)
                && attributes.getAttrString("data_format").equals("NHWC")
                && !attributes.getAttrString("padding").equals("EXPLICIT")
                && step.input(0).shape().get(3) == kernel[2]
                && result.get(1) > 0
                && result.get(2) > 0;
        if (!usual) {
            return KernelForm.OPERATION;
        }
        // Of a strided 1×1 convolution, the pixels that it sees were taken before.
        int stride = PointwiseConvolution.isStrided(step) ? 1 : (int) strides[1];
        KernelForm form = of(
                step.forms().direct() ? ROWS : OLDER,
                step.isLow(),
                (int) kernel[0],
                stride,
                kernel[2],
                kernel[3],
                Math.multiplyExact(
                        result.get(1) * result.get(2), step.forms().batch().getAsInt()));
        return form != KernelForm.PIXELS || KernelPixels.isPossible(step, stride) ? form : KernelForm.OPERATION;
    }

    /**
     * @param direct whether the newest table counts, or the older one
     * @param isLow whether the convolution computes in bfloat16
     */
    static KernelForm of(
            boolean direct, boolean isLow, int kernel, int stride, long channels, long filters, long pixels) {
        return of(direct ? ROWS : OLDER, isLow, kernel, stride, channels, filters, pixels);
    }

    private static KernelForm of(
            List<Row> rows, boolean isLow, int kernel, int stride, long channels, long filters, long pixels) {
        Row asked = new Row(kernel, stride, channels, filters, pixels, KernelForm.OPERATION, KernelForm.OPERATION);
        return rows.stream()
                .filter(row -> row.kernel == kernel && row.stride == stride && row.distance(asked) <= FARTHEST)
                .min(Comparator.comparingDouble(row -> row.distance(asked)))
                .map(row -> row.form(isLow))
                .orElse(KernelForm.OPERATION);
    }

    private static List<Row> read(String file) {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KernelForms.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return table.lines().skip(1).map(KernelForms::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] cells = line.split(",", -1);
        return new Row(
                Integer.parseInt(cells[0]),
                Integer.parseInt(cells[1]),
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                fastest(millis(cells, 5), millis(cells, 7), millis(cells, 8)),
                fastest(millis(cells, 9), NEVER, millis(cells, 10)));
    }

    /** The time in a cell; a form that was not measured has an empty one, or none. */
    private static double millis(String[] cells, int column) {
        return column < cells.length && !cells[column].isEmpty() ? Double.parseDouble(cells[column]) : NEVER;
    }

    private static KernelForm fastest(double operation, double patches, double pixels) {
        double enough = CLEARLY_FASTER * operation;
        if (pixels < Math.min(patches, enough)) {
            return KernelForm.PIXELS;
        }
        return patches < enough ? KernelForm.PATCHES : KernelForm.OPERATION;
    }
}
