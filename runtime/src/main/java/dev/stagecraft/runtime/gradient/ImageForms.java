package dev.stagecraft.runtime.gradient;

import java.util.Comparator;
import java.util.List;

/**
 * Chooses the fastest form of the gradient of a convolution's images from the table {@code image-forms.csv}: TensorFlow's
 * operation, or {@link ImagePixels}. {@code benchmarks/run image-forms} measures this table on a CPU with bfloat16
 * instructions. It was measured with AMX, and is used on all processors. A convolution takes the form of the row that is nearest to it. If it is far from all rows, it takes
 * TensorFlow's operation.
 */
final class ImageForms {
    /** How far a row may be: the factors by which channels, filters, sides and batches differ, multiplied, are at most 4. */
    private static final double FARTHEST = Math.log(4);

    private static final List<Row> ROWS =
            FormTable.read("image-forms.csv").stream().map(Row::of).toList();

    private ImageForms() {}

    /**
     * A row of the table.
     *
     * @param kernel height and width of the kernel
     * @param channels of the images
     * @param filters channels of the result
     * @param side height of the images, whose width is alike
     * @param batch number of images
     * @param low whether pixels are faster in bfloat16
     * @param full whether pixels are faster in float32
     */
    private record Row(int kernel, long channels, long filters, long side, long batch, boolean low, boolean full) {
        static Row of(FormTable.Line line) {
            return new Row(
                    (int) line.whole(0),
                    line.whole(1),
                    line.whole(2),
                    line.whole(3),
                    line.whole(4),
                    FormTable.isClearlyFaster(line.millis(6), line.millis(5)),
                    FormTable.isClearlyFaster(line.millis(8), line.millis(7)));
        }

        double distance(Row other) {
            return FormTable.difference(channels, other.channels)
                    + FormTable.difference(filters, other.filters)
                    + FormTable.difference(side, other.side)
                    + FormTable.difference(batch, other.batch);
        }
    }

    /** Whether the gradient of the images takes the form of {@link ImagePixels}. */
    static boolean isByPixels(BackwardStep step) {
        if (!step.forms().tuned() || !KernelForms.isUsual(step)) {
            return false;
        }
        long[] kernel = step.input(1).shape().asArray();
        long height = step.input(0).shape().get(1);
        long width = step.input(0).shape().get(2);
        int stride = Math.toIntExact(step.operation().attributes().getAttrIntList("strides")[1]);
        // The table is about images with padding, which is what pixels leave out.
        return height == width
                && step.operation().attributes().getAttrString("padding").equals("SAME")
                && PixelPairs.areEverywhere(step, stride)
                && isByPixels(
                        step.isLow(),
                        (int) kernel[0],
                        kernel[2],
                        kernel[3],
                        height,
                        step.forms().batch().getAsInt());
    }

    /** @param isLow whether the convolution computes in bfloat16 */
    static boolean isByPixels(boolean isLow, int kernel, long channels, long filters, long side, long batch) {
        Row asked = new Row(kernel, channels, filters, side, batch, false, false);
        return ROWS.stream()
                .filter(row -> row.kernel == kernel && row.distance(asked) <= FARTHEST)
                .min(Comparator.comparingDouble(row -> row.distance(asked)))
                .map(row -> isLow ? row.low : row.full)
                .orElse(false);
    }
}
