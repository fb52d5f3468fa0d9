package dev.stagecraft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures each form of the gradient of a convolution's images by itself. The runtime chooses a form from this table. */
@Command(
        name = "image-forms",
        description = "Measures each form of the gradient of a convolution's images, and writes the table from which"
                + " training chooses. Run nothing else on the machine meanwhile.",
        mixinStandardHelpOptions = true)
final class ImageFormsTable implements Callable<Integer> {
    private static final String HEAD =
            "kernel,channels,filters,side,batch,operation ms,pixels ms,float32 operation ms,float32 pixels ms";

    /** Height and width of the kernels: those of all convolutions without a stride that are larger than 1×1. */
    private static final int KERNEL = 3;

    /** Of images on which a good part of the products is with padding. */
    private static final List<Integer> SIDES = List.of(2, 3, 4, 6, 7);

    private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512);
    private static final List<Integer> BATCHES = List.of(16, 32, 128, 256);

    @Option(
            names = "--out",
            defaultValue = "runtime/src/main/resources/dev/stagecraft/runtime/gradient/image-forms.csv",
            paramLabel = "FILE",
            description = "Where to write the table (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--runs",
            defaultValue = "9",
            paramLabel = "N",
            description = "Runs of each form; the table has their median (default: ${DEFAULT-VALUE}).")
    private int runs;

    /** A convolution without a stride, with as many channels as filters, that pads square images. */
    private record Convolution(int channels, int side, int batch) {
        /** What comes in, what goes out and their gradients have the same sizes. */
        Shape images() {
            return Shape.of(batch, side, side, channels);
        }

        Shape kernel() {
            return Shape.of(KERNEL, KERNEL, channels, channels);
        }

        <T extends TNumber> Operand<T> operation(Ops tf, Operand<T> kernel, Operand<T> gradient) {
            return tf.nn.conv2dBackpropInput(
                    tf.constant(new int[] {batch, side, side, channels}),
                    kernel,
                    gradient,
                    List.of(1L, 1L, 1L, 1L),
                    "SAME");
        }

        <T extends TNumber> Operand<T> pixels(Ops tf, Operand<T> kernel, Operand<T> gradient) {
            Operand<T> flat = tf.reshape(kernel, tf.constant(new int[] {KERNEL * KERNEL, channels, channels}));
            List<? extends Operand<T>> places =
                    tf.unstack(flat, (long) KERNEL * KERNEL).output();
            int last = KERNEL / 2;
            List<Operand<T>> parts = new ArrayList<>();
            for (int row = -last; row <= last; row++) {
                for (int column = -last; column <= last; column++) {
                    parts.add(part(tf, places.get(parts.size()), gradient, row, column));
                }
            }
            return tf.math.addN(parts);
        }

        /** @param row from an output pixel to the input pixel that the kernel pixel joins it with */
        private <T extends TNumber> Operand<T> part(
                Ops tf, Operand<T> kernel, Operand<T> gradient, int row, int column) {
            int height = side - Math.abs(row);
            int width = side - Math.abs(column);
            boolean whole = height == side && width == side;
            Operand<T> seen = whole
                    ? gradient
                    : tf.slice(
                            gradient,
                            tf.constant(new int[] {0, Math.max(0, -row), Math.max(0, -column), 0}),
                            tf.constant(new int[] {-1, height, width, -1}));
            Operand<T> product = tf.linalg.matMul(
                    tf.reshape(seen, tf.constant(new int[] {-1, channels})), kernel, MatMul.transposeB(true));
            Operand<T> images = tf.reshape(product, tf.constant(new int[] {-1, height, width, channels}));
            int[][] zeros = {
                {0, 0},
                {Math.max(0, row), Math.max(0, -row)},
                {Math.max(0, column), Math.max(0, -column)},
                {0, 0}
            };
            return whole ? images : tf.pad(images, tf.constant(zeros), tf.dtypes.cast(tf.constant(0f), images.type()));
        }
    }

    @Override
    public Integer call() throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        for (int channels : CHANNELS) {
            for (int side : SIDES) {
                for (int batch : BATCHES) {
                    String line = line(new Convolution(channels, side, batch));
                    System.out.println(line);
                    lines.add(line);
                }
            }
        }
        Files.write(out, lines);
        return 0;
    }

    private String line(Convolution each) {
        return String.join(
                ",",
                String.valueOf(KERNEL),
                String.valueOf(each.channels()),
                String.valueOf(each.channels()),
                String.valueOf(each.side()),
                String.valueOf(each.batch()),
                millis(TBfloat16.class, each, each::operation),
                millis(TBfloat16.class, each, each::pixels),
                millis(TFloat32.class, each, each::operation),
                millis(TFloat32.class, each, each::pixels));
    }

    private <T extends TNumber> String millis(Class<T> type, Convolution convolution, FormTime.Form<T> form) {
        return FormTime.millis(runs, type, convolution.kernel(), convolution.images(), form);
    }
}
