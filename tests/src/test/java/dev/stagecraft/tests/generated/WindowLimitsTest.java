package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import com.sun.management.OperatingSystemMXBean;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

/**
 * What the largest windows and strides allow runs: a step at each limit, on square and on long images. The build runs it
 * with oneDNN and without.
 */
class WindowLimitsTest {
    private static final int KERNEL = 63;
    private static final int STRIDE = 1_024;
    private static final int BATCH = 2;

    private static Compiled classes;

    /** A declaration at a limit, and the images it takes. */
    record Limit(int number, int height, int width, int channels, String network, String parts) {
        String source() {
            return """
                    package limits;
                    import dev.stagecraft.dsl.*;
                    @SuppressWarnings({"SC-SHAPE-05", "SC-PART-05"})
                    @ResidualNetwork(input = @Input(height = %d, width = %d, channels = %d)%s)
                    %s@Head(classes = 3)
                    final class Net%d {}
                    """.formatted(height, width, channels, network, parts, number)
                    + "@ResidualBlock @Layer(value = LayerKind.CONVOLUTION, kernel = " + KERNEL + ", strided = true)"
                    + " @Layer(LayerKind.NORMALIZATION) interface Own" + number + " {}\n";
        }

        @Override
        public String toString() {
            return height + "×" + width + "×" + channels + network + " " + parts.replace('\n', ' ');
        }
    }

    static List<Limit> limits() {
        String stem = "@Stem(channels = 8, kernel = 3, stride = 1, pool = {})\n";
        String stage = "@ResidualStage(channels = 8, blocks = 1)\n";
        List<String[]> declared = List.of(
                new String[] {"", "@Stem(channels = 8, kernel = K, stride = 1, pool = {})\n" + stage},
                new String[] {"", "@Stem(channels = 8, kernel = K, stride = S, pool = {})\n" + stage},
                // An even window that is padded on both sides does not fit into a single row.
                new String[] {
                    "",
                    "@Stem(channels = 8, kernel = 3, stride = 1, pool = @MaxPool(size = 1023, stride = S))\n" + stage
                },
                new String[] {
                    ", padding = Padding.SAME",
                    "@Stem(channels = 8, kernel = 3, stride = 1, pool = @MaxPool(size = S, stride = S))\n" + stage
                },
                new String[] {
                    ", padding = Padding.SAME",
                    "@Stem(channels = 8, kernel = 3, stride = 1, pool = @MaxPool(size = S, stride = 1))\n" + stage
                },
                new String[] {"", stem + "@ResidualStage(channels = 8, blocks = 1, stride = S)\n"},
                new String[] {
                    ", shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION)",
                    stem + "@ResidualStage(channels = 8, blocks = 1, stride = S)\n"
                },
                new String[] {
                    ", shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED)",
                    stem + "@ResidualStage(channels = 8, blocks = 1, stride = S)\n"
                },
                new String[] {"", stem + "@ResidualStage(channels = 8, blocks = 1, stride = S, custom = OwnN.class)\n"},
                // A projection of stride 2 on a single pixel stays as it is.
                new String[] {"", "@Stem(channels = 8, kernel = 3, stride = S, pool = {})\n" + stage.repeat(3)});
        int[][] images = {{8, 8, 1}, {8, 8, 8}, {1, 4096, 1}, {1, 4096, 8}};
        return IntStream.range(0, declared.size() * images.length)
                .mapToObj(i -> {
                    int[] image = images[i % images.length];
                    String[] each = declared.get(i / images.length);
                    String parts = each[1].replace("= S", "= " + STRIDE)
                            .replace("= K", "= " + KERNEL)
                            .replace("OwnN", "Own" + i);
                    return new Limit(i, image[0], image[1], image[2], each[0], parts);
                })
                .toList();
    }

    /**
     * The largest image is one that TensorFlow takes from Java; an array for the next power of two there is in no Java. It
     * takes 4 GiB, and where those are not free it is left out.
     */
    @Test
    void largestInputIsOneThatTensorFlowTakes() {
        assumeTrue(!"0".equals(System.getenv("TF_ENABLE_ONEDNN_OPTS")), "the largest input was tried with oneDNN");
        int most = Integer.MAX_VALUE - 16;
        long free =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
        assumeTrue(free > 6L << 30, "the largest input was not tried: free are " + (free >> 20) + " MiB of memory");
        assumeTrue(
                Runtime.getRuntime().maxMemory() > 5L << 29, "the largest input was not tried: the heap is too small");
        // 2,147,483,631 = 3 · 715,827,877.
        try (TUint8 images =
                TUint8.tensorOf(Shape.of(1, most / 3, 1, 3), DataBuffers.of(new byte[most], true, false))) {
            assertEquals(most, images.size());
        }
        assertThrows(OutOfMemoryError.class, () -> System.identityHashCode(new byte[Integer.MAX_VALUE]));
        assertEquals(List.of(), verdict(24, (most - 15) / 24));
        assertEquals(List.of(), verdict(3, most / 3));
        assertEquals(1, verdict(2, most / 2 + 1).size());
    }

    /** What the compiler says of a network for images of some size, whose stem leaves little of them. */
    private static List<String> verdict(int height, int width) {
        return Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString(
                        "limits.Net1",
                        new Limit(
                                        1,
                                        height,
                                        width,
                                        1,
                                        "",
                                        "@Stem(channels = 1, kernel = 1, stride = 1024, pool = {}) @ResidualStage(channels ="
                                                + " 1, blocks = 1)\n")
                                .source()))
                .errors()
                .stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }

    @BeforeAll
    static void compile() {
        Compilation compilation = Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .withOptions("-Xlint:all", "-Werror")
                .compile(limits().stream()
                        .map(limit -> JavaFileObjects.forSourceString("limits.Net" + limit.number(), limit.source()))
                        .toArray(JavaFileObject[]::new));
        assertThat(compilation).succeededWithoutWarnings();
        classes = new Compiled(compilation);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void stepAtTheLimitIsOneLikeAnyOther(Limit limit) throws Exception {
        Network network = classes.network("limits.Net" + limit.number() + "Network");
        Random random = new Random(1);
        byte[] images = new byte[BATCH * network.input().values()];
        random.nextBytes(images);
        Batch batch = new Batch(
                BATCH, images, random.ints(BATCH, 0, network.classes()).toArray());
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)) {
            String before = trainable.weightsSha256();
            LossAndAccuracy step = trainable.step(batch, 0.01f);
            assertTrue(step.loss() >= 0 && step.loss() < 100, "loss " + step.loss());
            assertTrue(!before.equals(trainable.weightsSha256()), "the step changed no weight");
        }
    }
}
