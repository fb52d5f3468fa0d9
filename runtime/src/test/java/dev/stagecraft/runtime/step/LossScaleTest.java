package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.setting.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** What the loss scale does to a step in float16. TensorFlow's kernels for a CPU compute it too, only slowly. */
class LossScaleTest {
    private static final int BATCH = 10;
    private static final String KERNEL = "stem/conv/kernel";

    /** Its logits hardly depend on its weights. */
    private static final class Faint extends TinyNetwork {
        Faint() {
            super(4);
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            Operand<TFloat32> logits = super.logits(net, images);
            return net.tf()
                    .withName("faint")
                    .math
                    .mul(logits, net.tf().withName("factor").constant(1e-6f));
        }
    }

    /** 1e-8 is 0 in float16. */
    @Test
    void smallGradientsReachTheKernelWithTheScaleAlone() {
        float[] full = change(new Faint(), Precision.FLOAT32, 1, 1e4f);
        assertTrue(largest(full) > 1e-6, "the gradient is so small that nothing is tested: " + largest(full));
        assertEquals(0, largest(change(new Faint(), Precision.FLOAT16, 1, 1e4f)));
        float[] scaled = change(new Faint(), Precision.FLOAT16, 1 << 16, 1e4f);
        assertArrayEquals(full, scaled, 0.05f * largest(full));
    }

    /** The update is that of the loss itself. */
    @Test
    void gradientsAreUnscaled() {
        float[] full = change(new TinyNetwork(4), Precision.FLOAT32, 1, 0.1f);
        float[] scaled = change(new TinyNetwork(4), Precision.FLOAT16, 1 << 10, 0.1f);
        assertArrayEquals(full, scaled, 0.02f * largest(full));
        assertFalse(Arrays.equals(full, scaled));
    }

    @Test
    void anOverflowChangesNothing() {
        Stepped overflown = step(new TinyNetwork(4), Precision.FLOAT16, LossScale.MOST, 0.1f);
        assertFalse(overflown.finite);
        overflown.requireUnchanged();
        Stepped good = step(new TinyNetwork(4), Precision.FLOAT16, 1 << 10, 0.1f);
        assertTrue(good.finite);
    }

    private static float[] change(TinyNetwork model, Precision precision, float scale, float rate) {
        return step(model, precision, scale, rate).change();
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The kernel and the moving mean before and after a step. */
    private record Stepped(List<float[]> before, List<float[]> after, boolean finite) {
        float[] change() {
            float[] change = new float[before.get(0).length];
            for (int i = 0; i < change.length; i++) {
                change[i] = after.get(0)[i] - before.get(0)[i];
            }
            return change;
        }

        void requireUnchanged() {
            for (int i = 0; i < before.size(); i++) {
                assertArrayEquals(before.get(i), after.get(i));
            }
        }
    }

    private static Stepped step(TinyNetwork model, Precision precision, float scale, float rate) {
        UpdateRule rule = new UpdateRule(
                TrainingDefaults.builder().precision(precision).batchSize(BATCH).build());
        byte[] bytes = new byte[BATCH * model.input().values()];
        new Random(7).nextBytes(bytes);
        try (NetworkGraph network = NetworkGraph.build(model, model.input(), 1, rule);
                Session session = new Session(network.graph());
                TUint8 images = TUint8.tensorOf(Shape.of(BATCH, 8, 8, 1), DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
                TFloat32 learningRate = TFloat32.scalarOf(rate);
                TFloat32 lossScale = TFloat32.scalarOf(scale)) {
            network.initialize(session);
            List<float[]> before = values(session, network);
            Session.Runner runner = session.runner()
                    .feed(network.images(), images)
                    .feed(network.labels(), labels)
                    .feed(network.learningRate(), learningRate)
                    .addTarget(network.trainStep());
            network.lossScale().ifPresent(place -> runner.feed(place, lossScale));
            network.finiteStep().ifPresent(runner::fetch);
            boolean finite;
            try (Result result = runner.run()) {
                finite = network.finiteStep().isEmpty() || ((TBool) result.get(0)).getBoolean();
            }
            return new Stepped(before, values(session, network), finite);
        }
    }

    /** Of the kernel, and of all else. */
    private static List<float[]> values(Session session, NetworkGraph network) {
        Session.Runner runner = session.runner();
        network.variables().stream()
                .sorted((one, other) ->
                        Boolean.compare(other.name().equals(KERNEL), one.name().equals(KERNEL)))
                .forEach(each -> runner.fetch(each.value()));
        try (Result result = runner.run()) {
            List<float[]> all = new ArrayList<>();
            for (int i = 0; i < network.variables().size(); i++) {
                TFloat32 tensor = (TFloat32) result.get(i);
                float[] each = new float[Math.toIntExact(tensor.size())];
                tensor.asRawTensor().data().asFloats().read(each);
                all.add(each);
            }
            return all;
        }
    }
}
