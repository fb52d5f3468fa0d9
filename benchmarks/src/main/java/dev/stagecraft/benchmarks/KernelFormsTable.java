package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures each form of a kernel's gradient in bfloat16 by itself. The runtime chooses a form from this table. */
@Command(
        name = "kernel-forms",
        description = "Measures each form of a kernel's gradient in bfloat16, and writes the table from which training"
                + " with --precision bfloat16 chooses. Run nothing else on the machine meanwhile.",
        mixinStandardHelpOptions = true)
final class KernelFormsTable implements Callable<Integer> {
    private static final int WARM_UP = 2;

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
            defaultValue = "runtime/src/main/resources/dev/stagecraft/runtime/gradient/kernel-forms.csv",
            paramLabel = "FILE",
            description = "Where to write the table (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--runs",
            defaultValue = "9",
            paramLabel = "N",
            description = "Runs of each form; the table has their median (default: ${DEFAULT-VALUE}).")
    private int runs;

    /** Adds a form to a graph. */
    private interface Form {
        Operand<? extends TNumber> add(
                Ops tf, Operand<TBfloat16> images, Operand<TBfloat16> gradient, int[] convolution);
    }

    @Override
    public Integer call() throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("kernel,stride,channels,filters,pixels,operation ms,float32 ms,patches ms"));
        for (int[] each : CONVOLUTIONS) {
            String line = String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d,%d,%.3f,%.3f,%.3f",
                    each[0],
                    each[1],
                    each[2],
                    each[3],
                    each[4] * each[4] * each[5],
                    millis(each, KernelFormsTable::operation),
                    millis(each, KernelFormsTable::float32),
                    millis(each, KernelFormsTable::patches));
            System.out.println(line);
            lines.add(line);
        }
        Files.write(out, lines);
        return 0;
    }

    private double millis(int[] convolution, Form form) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            int stride = convolution[1];
            int side = convolution[4];
            // Padded beforehand, as strided convolutions of the runtime are.
            int before = (side - 1) * stride + convolution[0];
            List<Op> firsts = new ArrayList<>();
            Operand<TBfloat16> images = variable(tf, firsts, convolution[5], before, before, convolution[2]);
            Operand<TBfloat16> gradient = variable(tf, firsts, convolution[5], side, side, convolution[3]);
            Op measured = form.add(tf, images, gradient, convolution);
            try (Session session = new Session(graph)) {
                firsts.forEach(first -> session.runner().addTarget(first).run().close());
                double[] times = new double[runs];
                for (int i = -WARM_UP; i < runs; i++) {
                    long begin = System.nanoTime();
                    session.runner().addTarget(measured).run().close();
                    if (i >= 0) {
                        times[i] = (System.nanoTime() - begin) / 1e6;
                    }
                }
                return Medians.of(times);
            }
        }
    }

    private static Operand<TBfloat16> variable(Ops tf, List<Op> firsts, int... sizes) {
        Operand<TFloat32> values =
                tf.random.statelessRandomNormal(tf.constant(sizes), tf.constant(new long[] {firsts.size(), 1}));
        var variable = tf.variable(tf.dtypes.cast(values, TBfloat16.class).shape(), TBfloat16.class);
        firsts.add(tf.assign(variable, tf.dtypes.cast(values, TBfloat16.class)));
        return tf.identity(variable);
    }

    private static Operand<TBfloat16> operation(
            Ops tf, Operand<TBfloat16> images, Operand<TBfloat16> gradient, int[] convolution) {
        return filter(tf, images, gradient, convolution);
    }

    private static Operand<TFloat32> float32(
            Ops tf, Operand<TBfloat16> images, Operand<TBfloat16> gradient, int[] convolution) {
        return filter(
                tf, tf.dtypes.cast(images, TFloat32.class), tf.dtypes.cast(gradient, TFloat32.class), convolution);
    }

    private static <T extends TNumber> Operand<T> filter(
            Ops tf, Operand<T> images, Operand<T> gradient, int[] convolution) {
        int kernel = convolution[0];
        long stride = convolution[1];
        return tf.nn.conv2dBackpropFilter(
                images,
                tf.constant(new int[] {kernel, kernel, convolution[2], convolution[3]}),
                gradient,
                List.of(1L, stride, stride, 1L),
                "VALID");
    }

    private static Operand<TBfloat16> patches(
            Ops tf, Operand<TBfloat16> images, Operand<TBfloat16> gradient, int[] convolution) {
        long kernel = convolution[0];
        long stride = convolution[1];
        Operand<TBfloat16> taken = kernel == 1
                ? images
                : tf.image.extractImagePatches(
                        images,
                        List.of(1L, kernel, kernel, 1L),
                        List.of(1L, stride, stride, 1L),
                        List.of(1L, 1L, 1L, 1L),
                        "VALID");
        int values = (int) (kernel * kernel * convolution[2]);
        return tf.linalg.matMul(
                tf.reshape(taken, tf.constant(new int[] {-1, values})),
                tf.reshape(gradient, tf.constant(new int[] {-1, convolution[3]})),
                MatMul.transposeA(true));
    }
}
