package dev.stagecraft.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.tests.support.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The gradient of every variable of generated networks, read off one step at learning rate 1, against central
 * differences of the training loss along half of it at a time. Single precision and the kinks of rectifiers leave some
 * per cent between the two; each rule by itself is held to a millionth in {@code GradientRulesTest}.
 *
 * <p>{@code -Dstagecraft.gradientDirections=N} takes more halves of each variable.
 */
class GeneratedGradientsTest {
    private static final int USUAL_DIRECTIONS = 2;
    private static final int DIRECTIONS = Integer.getInteger("stagecraft.gradientDirections", USUAL_DIRECTIONS);

    /** Of fewer images, kinks leave more: with 256, a right gradient was beyond the tolerance. */
    private static final int BATCH = DIRECTIONS > USUAL_DIRECTIONS ? 1024 : 512;

    /** What rounding leaves of a gradient that is zero. */
    private static final double NONE = 1e-5;

    /** Short enough that few rectifiers and maxima change their minds, long enough for single precision. */
    private static final float STEP = 1e-3f;

    static List<Network> networks() {
        return Models.SMALL;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyVariableAgreesWithCentralDifferences(Network network) {
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5)) {
            Setters setters = new Setters(graph);
            try (Session session = new Session(graph.graph());
                    Batch batch = new Batch(network)) {
                graph.initialize(session);
                Map<String, float[]> weights = values(graph, session);
                batch.feed(graph, session.runner())
                        .addTarget(graph.trainStep())
                        .run()
                        .close();
                Map<String, float[]> stepped = values(graph, session);
                weights.forEach((name, value) -> setters.set(session, name, value));

                Random random = new Random(3);
                for (Variable variable : graph.variables()) {
                    if (variable.trainable()) {
                        for (int i = 0; i < DIRECTIONS; i++) {
                            check(graph, session, setters, batch, variable.name(), weights, stepped, random);
                        }
                    }
                }
            }
        }
    }

    private static void check(
            NetworkGraph graph,
            Session session,
            Setters setters,
            Batch batch,
            String name,
            Map<String, float[]> weights,
            Map<String, float[]> stepped,
            Random random) {
        float[] kept = weights.get(name);
        float[] gradient = new float[kept.length];
        boolean[] chosen = new boolean[kept.length];
        int always = random.nextInt(kept.length);
        double squares = 0;
        for (int i = 0; i < kept.length; i++) {
            // Half of the values, another half each time: a wrong one cannot hide behind the others.
            chosen[i] = i == always || random.nextBoolean();
            gradient[i] = chosen[i] ? kept[i] - stepped.get(name)[i] : 0;
            squares += (double) gradient[i] * gradient[i];
        }
        double length = Math.sqrt(squares);
        float[] above = kept.clone();
        float[] below = kept.clone();
        for (int i = 0; i < kept.length; i++) {
            // A bias before a normalization has no influence at all, and so no direction of its own.
            float none = chosen[i] ? 1f / kept.length : 0;
            float direction = length < NONE ? none : (float) (gradient[i] / length);
            above[i] += STEP * direction;
            below[i] -= STEP * direction;
        }
        setters.set(session, name, above);
        double lossAbove = batch.loss(graph, session);
        setters.set(session, name, below);
        double lossBelow = batch.loss(graph, session);
        setters.set(session, name, kept);
        assertEquals((lossAbove - lossBelow) / (2 * STEP), length, 1e-3 + 0.06 * length, name);
    }

    private static Map<String, float[]> values(NetworkGraph graph, Session session) {
        Map<String, float[]> values = new HashMap<>();
        for (Variable variable : graph.variables()) {
            try (Result result = session.runner().fetch(variable.value()).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                float[] copy = new float[(int) tensor.size()];
                tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(copy, false, false)));
                values.put(variable.name(), copy);
            }
        }
        return values;
    }

    /** Puts values into variables. */
    private static final class Setters {
        private final Map<String, Shape> shapes = new HashMap<>();
        private final Map<String, Operand<TFloat32>> fed = new HashMap<>();
        private final Map<String, Op> assignments = new HashMap<>();

        Setters(NetworkGraph graph) {
            Ops tf = Ops.create(graph.graph()).withSubScope("set");
            for (Variable variable : graph.variables()) {
                Operand<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
                shapes.put(variable.name(), variable.shape());
                fed.put(variable.name(), value);
                assignments.put(variable.name(), tf.assignVariableOp(variable.handle(), value));
            }
        }

        void set(Session session, String name, float[] value) {
            try (TFloat32 tensor = TFloat32.tensorOf(shapes.get(name), DataBuffers.of(value))) {
                session.runner()
                        .feed(fed.get(name), tensor)
                        .addTarget(assignments.get(name))
                        .run()
                        .close();
            }
        }
    }

    /** Random images and labels. */
    private static final class Batch implements AutoCloseable {
        private final TUint8 images;
        private final TInt32 labels;
        private final TFloat32 rate = TFloat32.scalarOf(1f);

        Batch(Network network) {
            Random random = new Random(11);
            byte[] pixels = new byte[BATCH * network.input().values()];
            random.nextBytes(pixels);
            images = TUint8.tensorOf(
                    Shape.of(
                            BATCH,
                            network.input().height(),
                            network.input().width(),
                            network.input().channels()),
                    DataBuffers.of(pixels));
            labels = TInt32.vectorOf(random.ints(BATCH, 0, network.classes()).toArray());
        }

        Session.Runner feed(NetworkGraph graph, Session.Runner runner) {
            return runner.feed(graph.images(), images)
                    .feed(graph.labels(), labels)
                    .feed(graph.learningRate(), rate);
        }

        double loss(NetworkGraph graph, Session session) {
            try (Result result =
                    feed(graph, session.runner()).fetch(graph.training().loss()).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }

        @Override
        public void close() {
            images.close();
            labels.close();
            rate.close();
        }
    }
}
