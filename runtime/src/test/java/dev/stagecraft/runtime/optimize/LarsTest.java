package dev.stagecraft.runtime.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** LARS on single weights, against numbers computed by hand. */
class LarsTest {
    private static final float[][] KERNEL = {{3, 4}};
    private static final float[][] GRADIENT = {{0.6f, 0.8f}};
    private static final double RATE = 0.5;

    @Test
    void aKernelsRateIsItsNormBesideItsGradients() {
        // Norms 5 and 1: the kernel's own rate is 0.1 · 5 / 1 = 0.5, so a step is 0.5 · 0.5 · (0.6, 0.8).
        assertArrayEquals(new float[] {2.85f, 3.8f}, afterSteps(new Lars(0, 0.1, 0), KERNEL, GRADIENT, 1), 1e-6f);
    }

    @Test
    void decayCountsInBothPlaces() {
        // 0.1 · 5 / (1 + 0.2 · 5) = 0.25, and the gradient is (0.6, 0.8) + 0.2 · (3, 4) = (1.2, 1.6).
        assertArrayEquals(new float[] {2.85f, 3.8f}, afterSteps(new Lars(0, 0.1, 0.2), KERNEL, GRADIENT, 1), 1e-6f);
    }

    @Test
    void theRateIsPartOfWhatIsRemembered() {
        // First v = 0.25 · (0.6, 0.8) = (0.15, 0.2). Then the norm is 4.75, the rate 0.475, and
        // v = 0.9 · (0.15, 0.2) + 0.5 · 0.475 · (0.6, 0.8) = (0.2775, 0.37).
        assertArrayEquals(new float[] {2.5725f, 3.43f}, afterSteps(new Lars(0.9, 0.1, 0), KERNEL, GRADIENT, 2), 1e-6f);
    }

    @Test
    void biasesFollowPlainMomentum() {
        // v = 0.5 · (0.6, 0.8), then 0.9 of it more; no decay.
        float[] found = afterSteps(new Lars(0.9, 0.1, 0.2), KERNEL[0], GRADIENT[0], 2);
        assertArrayEquals(new float[] {3 - 0.3f * 2.9f, 4 - 0.4f * 2.9f}, found, 1e-6f);
    }

    @Test
    void kernelOfZerosStartsAndGradientOfZerosChangesNothing() {
        float[][] zeros = {{0, 0}};
        assertArrayEquals(new float[] {-0.3f, -0.4f}, afterSteps(Lars.DEFAULT, zeros, GRADIENT, 1), 1e-6f);
        assertArrayEquals(KERNEL[0], afterSteps(Lars.DEFAULT, KERNEL, zeros, 1), 0);
        assertArrayEquals(zeros[0], afterSteps(new Lars(0.9, 0.001, 1e-4), zeros, zeros, 1), 0);
    }

    @Test
    void describesItsNumbers() {
        assertEquals("lars, momentum 0.9, trust 0.001", Lars.DEFAULT.describe());
        assertEquals("lars, momentum 0.8, trust 0.01, weight decay 5.0E-4", new Lars(0.8, 0.01, 5e-4).describe());
    }

    @Test
    void rangesAreChecked() {
        assertThrows(BadInputException.class, () -> new Lars(1, 0.001, 0));
        assertThrows(BadInputException.class, () -> new Lars(0.9, 0, 0));
        assertThrows(BadInputException.class, () -> new Lars(0.9, Double.POSITIVE_INFINITY, 0));
        assertThrows(BadInputException.class, () -> new Lars(0.9, 0.001, -1));
    }

    /** A kernel of one row. */
    private static float[] afterSteps(Lars lars, float[][] kernel, float[][] gradient, int steps) {
        return afterSteps(lars, tf -> tf.constant(kernel), tf -> tf.constant(gradient), Shape.of(1, 2), steps);
    }

    /** A bias. */
    private static float[] afterSteps(Lars lars, float[] bias, float[] gradient, int steps) {
        return afterSteps(lars, tf -> tf.constant(bias), tf -> tf.constant(gradient), Shape.of(2), steps);
    }

    private interface Value {
        Operand<TFloat32> in(Ops tf);
    }

    private static float[] afterSteps(Lars lars, Value first, Value gradient, Shape shape, int steps) {
        try (Graph graph = TensorFlowLibrary.newGraph();
                Session session = new Session(graph)) {
            One update = new One(Ops.create(graph), first, gradient, shape);
            List<Op> changes = lars.update(update);
            assertEquals(List.of("momentum"), update.slots);
            update.initial.forEach(
                    each -> session.runner().addTarget(each).run().close());
            for (int step = 0; step < steps; step++) {
                session.runner().addTarget(changes.get(0)).run().close();
            }
            try (TFloat32 found = (TFloat32)
                    session.runner().fetch(update.weight.value()).run().get(0)) {
                float[] values = new float[2];
                found.asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }

    /** A single weight in a graph of its own. */
    private static final class One implements Update {
        private final Ops tf;
        private final Weight weight;
        private final List<Op> initial = new ArrayList<>();
        private final List<String> slots = new ArrayList<>();

        One(Ops tf, Value first, Value gradient, Shape shape) {
            this.tf = tf;
            VarHandleOp handle = variable("weight", first.in(tf), shape);
            weight = new Weight("kernel", shape, handle, read(handle), gradient.in(tf));
        }

        private VarHandleOp variable(String name, Operand<TFloat32> first, Shape shape) {
            VarHandleOp handle = tf.withName(name).varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
            initial.add(tf.assignVariableOp(handle, first));
            return handle;
        }

        private Operand<TFloat32> read(VarHandleOp handle) {
            return tf.readVariableOp(handle, TFloat32.class);
        }

        @Override
        public Ops tf() {
            return tf;
        }

        @Override
        public Operand<TFloat32> learningRate() {
            return tf.constant((float) RATE);
        }

        @Override
        public List<Weight> weights() {
            return List.of(weight);
        }

        @Override
        public Slot slot(String kind, Weight of) {
            slots.add(kind);
            VarHandleOp handle = variable(kind, tf.zerosLike(of.value()), of.shape());
            return new Slot(handle, read(handle));
        }

        @Override
        public Slot scalar(String kind, float first) {
            throw new AssertionError("LARS keeps no single numbers");
        }
    }
}
