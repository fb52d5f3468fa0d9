package dev.stagecraft.runtime.gradient;

import dev.stagecraft.runtime.host.Bfloat16;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.ndarray.Shape;

/**
 * Chooses the fastest form of a kernel's gradient from a table. {@code benchmarks/run kernel-forms} measures the table of
 * the processor it runs on. A convolution takes the form of the row that is nearest to it. If it is far from all rows, it
 * takes TensorFlow's operation. The tables also have the times of this operation in float32 with the casts from and to
 * bfloat16. With them it is not the fastest in any row.
 */
final class KernelForms {
    /** How far a row may be: the factors by which channels, filters and pixels differ, multiplied, are at most 4. */
    private static final double FARTHEST = Math.log(4);

    private KernelForms() {}

    /** The tables, by the processors that they were measured on. */
    enum Table {
        /** Without float32 and without the form {@link KernelForm#PIXELS}, for runs that began before it was measured again. */
        OLDER("kernel-forms-rewritten.csv"),
        /** A processor whose instructions for bfloat16 multiply vectors. */
        VECTORS("kernel-forms.csv"),
        /** A processor whose instructions for bfloat16 multiply matrices. */
        MATRICES("kernel-forms-amx.csv");

        private final String file;

        Table(String file) {
            this.file = file;
        }

        /** The one that counts for a step on this machine. */
        static Table of(GradientForms forms) {
            if (forms.tuned()) {
                return ON_THIS_MACHINE;
            }
            return forms.direct() ? VECTORS : OLDER;
        }
    }

    /** Tables that were looked up. */
    private static final Map<Table, List<Row>> READ = new ConcurrentHashMap<>();

    private static final Table ON_THIS_MACHINE = Bfloat16.isOfMatrices() ? Table.MATRICES : Table.VECTORS;

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
            return FormTable.difference(channels, other.channels)
                    + FormTable.difference(filters, other.filters)
                    + FormTable.difference(pixels, other.pixels);
        }
    }

    static KernelForm of(BackwardStep step) {
        if (!isUsual(step)) {
            return KernelForm.OPERATION;
        }
        long[] kernel = step.input(1).shape().asArray();
        long[] strides = step.operation().attributes().getAttrIntList("strides");
        Shape result = step.output(0).shape();
        // Of a strided 1×1 convolution, the pixels that it sees were taken before.
        int stride = PointwiseConvolution.isStrided(step) ? 1 : (int) strides[1];
        KernelForm form = of(
                Table.of(step.forms()),
                step.isLow(),
                (int) kernel[0],
                stride,
                kernel[2],
                kernel[3],
                Math.multiplyExact(
                        result.get(1) * result.get(2), step.forms().batch().getAsInt()));
        return form != KernelForm.PIXELS || PixelPairs.areEverywhere(step, stride) ? form : KernelForm.OPERATION;
    }

    /** Whether a convolution is one of those that tables have: with square kernels over NHWC images of known sizes. */
    static boolean isUsual(BackwardStep step) {
        OperationAttributeInspector attributes = step.operation().attributes();
        long[] kernel = step.input(1).shape().asArray();
        long[] strides = attributes.getAttrIntList("strides");
        Shape result = step.output(0).shape();
        return step.forms().batch().isPresent()
                && kernel[0] == kernel[1]
                && strides[1] == strides[2]
                && Arrays.stream(attributes.getAttrIntList("dilations")).allMatch(each -> each == 1)
                && attributes.getAttrString("data_format").equals("NHWC")
                && !attributes.getAttrString("padding").equals("EXPLICIT")
                && step.input(0).shape().get(3) == kernel[2]
                && result.get(1) > 0
                && result.get(2) > 0;
    }

    /** @param isLow whether the convolution computes in bfloat16 */
    static KernelForm of(Table table, boolean isLow, int kernel, int stride, long channels, long filters, long pixels) {
        Row asked = new Row(kernel, stride, channels, filters, pixels, KernelForm.OPERATION, KernelForm.OPERATION);
        return READ.computeIfAbsent(table, KernelForms::read).stream()
                .filter(row -> row.kernel == kernel && row.stride == stride && row.distance(asked) <= FARTHEST)
                .min(Comparator.comparingDouble(row -> row.distance(asked)))
                .map(row -> row.form(isLow))
                .orElse(KernelForm.OPERATION);
    }

    private static List<Row> read(Table table) {
        return FormTable.read(table.file).stream().map(KernelForms::row).toList();
    }

    private static Row row(FormTable.Line line) {
        return new Row(
                (int) line.whole(0),
                (int) line.whole(1),
                line.whole(2),
                line.whole(3),
                line.whole(4),
                fastest(line.millis(5), line.millis(7), line.millis(8)),
                fastest(line.millis(9), FormTable.NEVER, line.millis(10)));
    }

    private static KernelForm fastest(double operation, double patches, double pixels) {
        if (pixels < patches && FormTable.isClearlyFaster(pixels, operation)) {
            return KernelForm.PIXELS;
        }
        return FormTable.isClearlyFaster(patches, operation) ? KernelForm.PATCHES : KernelForm.OPERATION;
    }
}
