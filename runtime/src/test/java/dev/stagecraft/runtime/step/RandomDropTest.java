package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.Phase;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class RandomDropTest {
    private static final int IMAGES = 2000;
    private static final int VALUES = 4;

    @Test
    void droppedValuesAreZeroAndKeptOnesMakeUpForThem() {
        float[] kept = dropout(Phase.TRAINING, 1, 0);
        assertEquals(0.25, share(kept, 0f), 0.02);
        assertEquals(0.75, share(kept, 1 / 0.75f), 0.02);
    }

    @Test
    void eachValueIsDroppedByItself() {
        float[] kept = dropout(Phase.TRAINING, 1, 0);
        long alike = 0;
        for (int i = 0; i < kept.length; i += VALUES) {
            float first = kept[i];
            alike += same(kept, i, first) ? 1 : 0;
        }
        // All of four alike: 0.75^4 + 0.25^4.
        assertEquals(0.32, (double) alike / IMAGES, 0.04);
    }

    @Test
    void imagesAreDroppedAsAWhole() {
        float[] kept = stochasticDepth(Phase.TRAINING, 1, 0);
        for (int i = 0; i < kept.length; i += VALUES) {
            assertTrue(same(kept, i, kept[i]), "image " + i / VALUES);
        }
        assertEquals(0.4, share(kept, 0f), 0.04);
        assertEquals(0.6, share(kept, 1 / 0.6f), 0.04);
    }

    @Test
    void numbersFollowFromSeedAndStepAlone() {
        float[] drawn = dropout(Phase.TRAINING, 1, 7);
        assertArrayEquals(drawn, dropout(Phase.TRAINING, 1, 7));
        assertFalse(Arrays.equals(drawn, dropout(Phase.TRAINING, 1, 8)), "another step");
        assertFalse(Arrays.equals(drawn, dropout(Phase.TRAINING, 2, 7)), "another seed");
        assertFalse(Arrays.equals(drawn, stochasticDepth(Phase.TRAINING, 1, 7)), "another name");
    }

    @Test
    void nothingIsDroppedInEvaluation() {
        assertEquals(1, share(dropout(Phase.EVALUATION, 1, 0), 1f));
        assertEquals(1, share(stochasticDepth(Phase.EVALUATION, 1, 0), 1f));
    }

    private static float[] dropout(Phase phase, long seed, long step) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            NetworkBuilder net = GraphBuilder.root(tf, phase, new VariableStore(graph, tf, seed), tf.constant(step));
            return run(graph, net.dropout("dropout", tf.ones(tf.array(IMAGES, VALUES), TFloat32.class), 0.25f));
        }
    }

    private static float[] stochasticDepth(Phase phase, long seed, long step) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            NetworkBuilder net = GraphBuilder.root(tf, phase, new VariableStore(graph, tf, seed), tf.constant(step));
            Operand<TFloat32> images = tf.ones(tf.array(IMAGES, 2, 1, VALUES / 2), TFloat32.class);
            return run(graph, net.stochasticDepth("drop", images, 0.4f));
        }
    }

    private static float[] run(Graph graph, Operand<TFloat32> wanted) {
        try (Session session = new Session(graph);
                Result result = session.runner().fetch(wanted).run()) {
            TFloat32 tensor = (TFloat32) result.get(0);
            float[] values = new float[(int) tensor.size()];
            tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
            return values;
        }
    }

    private static boolean same(float[] values, int first, float value) {
        for (int i = first; i < first + VALUES; i++) {
            if (values[i] != value) {
                return false;
            }
        }
        return true;
    }

    private static double share(float[] values, float wanted) {
        long count = 0;
        for (float value : values) {
            count += value == wanted ? 1 : 0;
        }
        return (double) count / values.length;
    }
}
