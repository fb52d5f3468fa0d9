package dev.stagecraft.tests.pinned;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * How this machine rounds: the hash of what TensorFlow's own operations give here, none of them reached through our code.
 * Processors with other vector instructions, or with more cores, add in another order; bits can be demanded only where the
 * arithmetic is the one that they were pinned with.
 */
public final class Arithmetic {
    private Arithmetic() {}

    /** Whether it is the one that the pinned values were made with. */
    public static boolean isPinned() throws IOException {
        String here = ofThisMachine();
        return PinnedRuns.expected().values().stream()
                .allMatch(each -> each.arithmetic().equals(here));
    }

    static String ofThisMachine() throws IOException {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> images = values(tf, 16, 8, 8, 4);
            Operand<TFloat32> kernel = values(tf, 3, 3, 4, 6);
            List<Long> strides = List.of(1L, 1L, 1L, 1L);
            Operand<TFloat32> forward = tf.nn.conv2d(images, kernel, strides, "SAME");
            Operand<TFloat32> filters =
                    tf.nn.conv2dBackpropFilter(images, tf.constant(new int[] {3, 3, 4, 6}), forward, strides, "SAME");
            Operand<TFloat32> back =
                    tf.nn.conv2dBackpropInput(tf.constant(new int[] {16, 8, 8, 4}), kernel, forward, strides, "SAME");
            Operand<TFloat32> products = tf.linalg.matMul(values(tf, 16, 96), values(tf, 96, 10));
            Operand<TFloat32> drawn =
                    tf.random.statelessRandomNormal(tf.constant(new long[] {64}), tf.constant(new long[] {1, 2}));
            Operand<TFloat32> exponents = tf.nn.softmax(products);
            FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
                    forward,
                    values(tf, 6),
                    values(tf, 6),
                    tf.constant(new float[0]),
                    tf.constant(new float[0]),
                    FusedBatchNorm.isTraining(true));
            try (Result result = session.runner()
                    .fetch(forward)
                    .fetch(filters)
                    .fetch(back)
                    .fetch(products)
                    .fetch(drawn)
                    .fetch(exponents)
                    .fetch(norm.y())
                    .fetch(norm.batchVariance())
                    .run()) {
                MessageDigest hash = MessageDigest.getInstance("SHA-256");
                result.forEach(each -> {
                    byte[] bytes = new byte[Math.toIntExact(each.getValue().numBytes())];
                    each.getValue().asRawTensor().data().read(bytes);
                    hash.update(bytes);
                });
                hash.update(kind().getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash.digest());
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** What chooses the order of sums: cores, vector instructions, and whether oneDNN is at work. */
    private static String kind() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        TreeSet<String> instructions = new TreeSet<>();
        if (Files.isReadable(processor)) {
            for (String word : Files.readString(processor).split("\\s+", -1)) {
                if (word.startsWith("avx") || word.startsWith("amx") || word.startsWith("fma")) {
                    instructions.add(word);
                }
            }
        }
        return Runtime.getRuntime().availableProcessors() + " " + instructions + " "
                + System.getenv("TF_ENABLE_ONEDNN_OPTS");
    }

    /** Whole numbers over a power of two, so that what goes in is the same everywhere. */
    private static Operand<TFloat32> values(Ops tf, long... dims) {
        float[] values = new float[Math.toIntExact(Shape.of(dims).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7919 % 1009 - 504) / 512f;
        }
        return tf.constant(Shape.of(dims), DataBuffers.of(values));
    }
}
