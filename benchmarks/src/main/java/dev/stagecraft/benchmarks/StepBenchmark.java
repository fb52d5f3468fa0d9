package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.samples.FashionResNet18Network;
import java.util.Locale;
import java.util.Random;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A training step of the generated ResNet-18 (96×96, batch 32, float32) compared with one written by hand, in turns
 * within one run. Prints both medians and their ratio. Exits with 1 if the ratio is above 1.15.
 */
public final class StepBenchmark {
    private static final int BATCH = 32;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 40;
    private static final double MOST = 1.15;

    private StepBenchmark() {}

    /** Runs the comparison; takes no arguments. */
    public static void main(String[] args) {
        Random random = new Random(1);
        byte[] bytes = new byte[BATCH * 96 * 96];
        random.nextBytes(bytes);
        int[] classes = random.ints(BATCH, 0, 10).toArray();
        Batch batch = new Batch(BATCH, bytes, classes);
        float[] floats = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            floats[i] = (bytes[i] & 0xFF) / 255f;
        }
        float[] oneHot = new float[BATCH * 10];
        for (int i = 0; i < BATCH; i++) {
            oneHot[i * 10 + classes[i]] = 1;
        }
        double[] generated = new double[ROUNDS];
        double[] byHand = new double[ROUNDS];
        try (TrainableNetwork network = TrainableNetwork.open(
                        new FashionResNet18Network(),
                        new ImageShape(96, 96, 1),
                        Device.choose(Device.Preference.CPU),
                        1);
                HandWrittenResNet18 plain = new HandWrittenResNet18(0.01f);
                TFloat32 images = TFloat32.tensorOf(Shape.of(BATCH, 96, 96, 1), DataBuffers.of(floats));
                TFloat32 labels = TFloat32.tensorOf(Shape.of(BATCH, 10), DataBuffers.of(oneHot))) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                long start = System.nanoTime();
                network.step(batch, 0.01f);
                long between = System.nanoTime();
                plain.step(images, labels);
                long end = System.nanoTime();
                if (round >= 0) {
                    generated[round] = (between - start) / 1e6;
                    byHand[round] = (end - between) / 1e6;
                }
            }
        }
        double ratio = Medians.of(generated) / Medians.of(byHand);
        System.out.printf(
                Locale.ROOT,
                "step of ResNet-18, 96x96, batch %d, median of %d: generated %.1f ms, by hand %.1f ms, ratio %.3f"
                        + " (at most %.2f)%n",
                BATCH,
                ROUNDS,
                Medians.of(generated),
                Medians.of(byHand),
                ratio,
                MOST);
        System.exit(ratio <= MOST ? 0 : 1);
    }
}
