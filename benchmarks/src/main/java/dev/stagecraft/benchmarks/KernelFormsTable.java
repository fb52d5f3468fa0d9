package dev.stagecraft.benchmarks;

import dev.stagecraft.runtime.host.Bfloat16;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Measures each form of a kernel's gradient by itself. The runtime chooses a form from this table. */
@Command(
        name = "kernel-forms",
        description = "Measures each form of a kernel's gradient, and writes the table from which training"
                + " chooses. Run nothing else on the machine meanwhile.",
        mixinStandardHelpOptions = true)
final class KernelFormsTable implements Callable<Integer> {
    /** Kernel, stride, channels, filters, side of the result, images of a batch. */
    private static final int[][] CONVOLUTIONS = {
        // ResNet-18 and -34 at 96 pixels, and Fashion-MNIST in its own size.
        {7, 2, 1, 64, 48, 128},
        {3, 1, 64, 64, 24, 128},
        {3, 2, 64, 128, 12, 128},
        {1, 1, 64, 128, 12, 128},
        {3, 1, 128, 128, 12, 128},
        {3, 2, 128, 256, 6, 128},
        {1, 1, 128, 256, 6, 128},
        {3, 1, 256, 256, 6, 128},
        {3, 2, 256, 512, 3, 128},
        {1, 1, 256, 512, 3, 128},
        {3, 1, 512, 512, 3, 128},
        {3, 1, 64, 64, 24, 32},
        {3, 1, 128, 128, 12, 32},
        {3, 1, 256, 256, 6, 32},
        {3, 1, 512, 512, 3, 32},
        {3, 1, 32, 32, 14, 128},
        {3, 1, 64, 64, 7, 128},
        {3, 1, 128, 128, 4, 128},
        // At 224 pixels: the stem, basic blocks, bottlenecks.
        {7, 2, 3, 64, 112, 16},
        {3, 1, 64, 64, 56, 16},
        {3, 2, 64, 128, 28, 16},
        {3, 1, 128, 128, 28, 16},
        {3, 2, 128, 128, 28, 16},
        {3, 2, 128, 256, 14, 16},
        {3, 1, 256, 256, 14, 16},
        {3, 2, 256, 256, 14, 16},
        {3, 2, 256, 512, 7, 16},
        {3, 1, 512, 512, 7, 16},
        {3, 2, 512, 512, 7, 16},
        {1, 1, 64, 64, 56, 16},
        {1, 1, 64, 256, 56, 16},
        {1, 1, 256, 64, 56, 16},
        {1, 1, 256, 128, 56, 16},
        {1, 1, 128, 512, 28, 16},
        {1, 1, 256, 512, 28, 16},
        {1, 1, 512, 128, 28, 16},
        {1, 1, 512, 256, 28, 16},
        {1, 1, 256, 1024, 14, 16},
        {1, 1, 512, 1024, 14, 16},
        {1, 1, 1024, 256, 14, 16},
        {1, 1, 1024, 512, 14, 16},
        {1, 1, 512, 2048, 7, 16},
        {1, 1, 1024, 2048, 7, 16},
        {1, 1, 2048, 512, 7, 16},
        // CIFAR.
        {3, 1, 3, 16, 32, 128},
        {3, 1, 16, 16, 32, 128},
        {3, 2, 16, 32, 16, 128},
        {3, 1, 32, 32, 16, 128},
        {3, 2, 32, 64, 8, 128},
        {3, 1, 64, 64, 8, 128},
    };

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the table (default: the table of processors like this one, in the runtime's"
                    + " resources).")
    private Path out = Path.of(
            "runtime/src/main/resources/dev/stagecraft/runtime/gradient",
            Bfloat16.isOfMatrices() ? "kernel-forms-amx.csv" : "kernel-forms.csv");

    @Option(
            names = "--runs",
            defaultValue = "9",
            paramLabel = "N",
            description = "Runs of each form; the table has their median (default: ${DEFAULT-VALUE}).")
    private int runs;

    private static final String HEAD =
            "kernel,stride,channels,filters,pixels,operation ms,operation with casts ms,patches ms,pixels ms,"
                    + "float32 operation ms,float32 pixels ms";

    /** Adds a form to a graph. */
    private interface Form<T extends TNumber> {
        Operand<? extends TNumber> add(Ops tf, Operand<T> images, Operand<T> gradient, Convolution convolution);
    }

    /**
     * A convolution as networks have it: with a stride its images are padded before, without one it pads them itself.
     *
     * @param side of the result, whose images are square
     */
    private record Convolution(int kernel, int stride, int channels, int filters, int side, int batch) {
        static Convolution of(int[] numbers) {
            return new Convolution(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }

        int before() {
            return stride == 1 ? side : (side - 1) * stride + kernel;
        }

        String padding() {
            return stride == 1 ? "SAME" : "VALID";
        }

        List<Long> strides() {
            return List.of(1L, (long) stride, (long) stride, 1L);
        }

        boolean hasPixels() {
            return kernel > 1 && stride == 1 && side > kernel / 2;
        }
    }

    @Override
    public Integer call() throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        for (int[] each : CONVOLUTIONS) {
            Convolution convolution = Convolution.of(each);
            String line = String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d,%d,%s,%s,%s,%s,%s,%s",
                    convolution.kernel(),
                    convolution.stride(),
                    convolution.channels(),
                    convolution.filters(),
                    convolution.side() * convolution.side() * convolution.batch(),
                    millis(convolution, TBfloat16.class, KernelFormsTable::filter),
                    millis(convolution, TBfloat16.class, KernelFormsTable::withCasts),
                    millis(convolution, TBfloat16.class, KernelFormsTable::patches),
                    convolution.hasPixels() ? millis(convolution, TBfloat16.class, KernelFormsTable::pixels) : "",
                    millis(convolution, TFloat32.class, KernelFormsTable::filter),
                    convolution.hasPixels() ? millis(convolution, TFloat32.class, KernelFormsTable::pixels) : "");
            System.out.println(line);
            lines.add(line);
        }
        Files.write(out, lines);
        return 0;
    }

    private <T extends TNumber> String millis(Convolution convolution, Class<T> type, Form<T> form) {
        int before = convolution.before();
        int side = convolution.side();
        Shape images = Shape.of(convolution.batch(), before, before, convolution.channels());
        Shape gradient = Shape.of(convolution.batch(), side, side, convolution.filters());
        return FormTime.millis(
                runs, type, images, gradient, (tf, first, second) -> form.add(tf, first, second, convolution));
    }

    private static Operand<TFloat32> withCasts(
            Ops tf, Operand<TBfloat16> images, Operand<TBfloat16> gradient, Convolution convolution) {
        return filter(
                tf, tf.dtypes.cast(images, TFloat32.class), tf.dtypes.cast(gradient, TFloat32.class), convolution);
    }

    private static <T extends TNumber> Operand<T> filter(
            Ops tf, Operand<T> images, Operand<T> gradient, Convolution convolution) {
        int kernel = convolution.kernel();
        return tf.nn.conv2dBackpropFilter(
                images,
                tf.constant(new int[] {kernel, kernel, convolution.channels(), convolution.filters()}),
                gradient,
                convolution.strides(),
                convolution.padding());
    }

    private static <T extends TNumber> Operand<T> patches(
            Ops tf, Operand<T> images, Operand<T> gradient, Convolution convolution) {
        long kernel = convolution.kernel();
        Operand<T> taken = kernel == 1
                ? images
                : tf.image.extractImagePatches(
                        images,
                        List.of(1L, kernel, kernel, 1L),
                        convolution.strides(),
                        List.of(1L, 1L, 1L, 1L),
                        convolution.padding());
        return product(tf, taken, (int) (kernel * kernel * convolution.channels()), gradient, convolution.filters());
    }

    private static <T extends TNumber> Operand<T> pixels(
            Ops tf, Operand<T> images, Operand<T> gradient, Convolution convolution) {
        int last = convolution.kernel() / 2;
        List<Operand<T>> products = new ArrayList<>();
        for (int row = -last; row <= last; row++) {
            for (int column = -last; column <= last; column++) {
                Operand<T> seen = cut(tf, images, row, column, convolution.side());
                Operand<T> gradients = cut(tf, gradient, -row, -column, convolution.side());
                products.add(product(tf, seen, convolution.channels(), gradients, convolution.filters()));
            }
        }
        return tf.stack(products);
    }

    /** The pixels that have a neighbor at an offset. */
    private static <T extends TNumber> Operand<T> cut(Ops tf, Operand<T> images, int row, int column, int side) {
        return row == 0 && column == 0
                ? images
                : tf.slice(
                        images,
                        tf.constant(new int[] {0, Math.max(0, row), Math.max(0, column), 0}),
                        tf.constant(new int[] {-1, side - Math.abs(row), side - Math.abs(column), -1}));
    }

    private static <T extends TNumber> Operand<T> product(
            Ops tf, Operand<T> left, int leftValues, Operand<T> right, int rightValues) {
        return tf.linalg.matMul(
                tf.reshape(left, tf.constant(new int[] {-1, leftValues})),
                tf.reshape(right, tf.constant(new int[] {-1, rightValues})),
                MatMul.transposeA(true));
    }
}
