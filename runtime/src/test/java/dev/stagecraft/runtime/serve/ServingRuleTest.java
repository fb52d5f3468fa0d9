package dev.stagecraft.runtime.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.Phase;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** What a network written by hand may add to the graph that answers. */
class ServingRuleTest {
    private interface Further {
        Operand<TFloat32> on(Ops tf, Operand<TFloat32> x);
    }

    /** Adds something to what answers, and nothing to what trains. */
    private static final class Answering extends TinyNetwork {
        private final Further further;

        Answering(Further further) {
            super(4);
            this.further = further;
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            Operand<TFloat32> logits = super.logits(net, images);
            return net.phase() == Phase.TRAINING ? logits : further.on(net.tf(), logits);
        }
    }

    private static float[] served(Further further) {
        TinyNetwork network = new Answering(further);
        try (NetworkGraph source = NetworkGraph.build(network, network.input(), 1);
                Session session = new Session(source.graph())) {
            source.initialize(session);
            try (ServingGraph serving = ServingGraph.freeze(source, session);
                    Session answering = new Session(serving.graph());
                    TUint8 images = TUint8.tensorOf(Shape.of(1, 8, 8, 1), DataBuffers.of(new byte[64]));
                    var result = answering
                            .runner()
                            .feed(serving.images(), images)
                            .fetch(serving.logits())
                            .run()) {
                float[][] logits = StdArrays.array2dCopyOf((TFloat32) result.get(0));
                return logits[0];
            }
        }
    }

    private static void assertRefused(String expected, Further further) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> served(further));
        assertEquals(
                expected + "; build it in the training phase only, or from other operations", refused.getMessage());
    }

    @Test
    void whatHasNoStateIsCopiedThoughNoRowNamesIt() {
        float[] plain = served((tf, x) -> x);
        float[] found = served((tf, x) -> tf.withName("shifted").math.sub(x, tf.constant(1f)));
        float[] expected = new float[plain.length];
        for (int i = 0; i < plain.length; i++) {
            expected[i] = plain[i] - 1;
        }
        assertArrayEquals(expected, found);
    }

    @Test
    void randomNumbersWithAStateAreRefusedByName() {
        assertRefused(
                "evaluation/noise (RandomUniform) cannot be part of a serving graph: it has state, but a"
                        + " serving graph has none",
                (tf, x) -> tf.math.add(x, tf.withName("noise").random.randomUniform(tf.shape(x), TFloat32.class)));
    }

    @Test
    void orderIsRefusedByName() {
        assertRefused(
                "evaluation/late (Neg) cannot be part of a serving graph: it waits for another operation,"
                        + " but a serving graph keeps no such order",
                (tf, x) -> tf.withControlDependencies(
                                List.of(tf.withName("first").noOp()))
                        .withName("late")
                        .math
                        .neg(x));
    }
}
