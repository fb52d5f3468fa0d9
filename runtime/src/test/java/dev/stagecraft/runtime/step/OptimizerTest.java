package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.Update;
import dev.stagecraft.runtime.optimize.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Every optimizer against its formula, computed apart in double precision, over several steps at changing rates. */
class OptimizerTest {
    private static final int BATCH = 5;
    private static final ImageShape IMAGES = new ImageShape(8, 8, 1);
    private static final float[] RATES = {0.1f, 0.05f, 0.2f, 0.01f, 0.1f};

    /** A formula for one value of one weight: it takes the gradient and the step's number from 1. */
    private interface Formula {
        double[] begin();

        double next(double weight, double gradient, double rate, int step, boolean decays, double[] state);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(Sgd.PLAIN, momentum(0, false, 0)),
                Arguments.of(new Sgd(0, false, 0.1), momentum(0, false, 0.1)),
                Arguments.of(new Sgd(0.9, false, 0), momentum(0.9, false, 0)),
                Arguments.of(new Sgd(0.8, false, 0.1), momentum(0.8, false, 0.1)),
                Arguments.of(new Sgd(0.9, true, 0.1), momentum(0.9, true, 0.1)),
                Arguments.of(Adam.DEFAULT, adam(0.9, 0.999, 1e-8, 0.0, 0.0)),
                Arguments.of(new Adam(0.7, 0.9, 1e-3, 0.1), adam(0.7, 0.9, 1e-3, 0.1, 0.0)),
                Arguments.of(AdamW.DEFAULT, adam(0.9, 0.999, 1e-8, 0.0, 0.01)),
                Arguments.of(new AdamW(0.7, 0.9, 1e-3, 0.5), adam(0.7, 0.9, 1e-3, 0.0, 0.5)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void followsItsFormula(Optimizer optimizer, Formula formula) {
        Watching watching = new Watching(optimizer);
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, new UpdateRule(watching, false));
                Session session = new Session(network.graph())) {
            network.initialize(session);
            List<float[]> weights = values(session, watching.weights);
            double[][][] state = new double[weights.size()][][];
            double[][] expected = new double[weights.size()][];
            for (int i = 0; i < weights.size(); i++) {
                expected[i] = doubles(weights.get(i));
                state[i] = Stream.generate(formula::begin)
                        .limit(weights.get(i).length)
                        .toArray(double[][]::new);
            }
            for (int step = 1; step <= RATES.length; step++) {
                List<float[]> gradients = step(network, session, step, RATES[step - 1], watching.weights);
                List<float[]> found = values(session, watching.weights);
                for (int i = 0; i < weights.size(); i++) {
                    boolean decays = watching.weights.get(i).shape().numDimensions() > 1;
                    for (int j = 0; j < expected[i].length; j++) {
                        expected[i][j] = formula.next(
                                expected[i][j], gradients.get(i)[j], RATES[step - 1], step, decays, state[i][j]);
                        assertEquals(
                                expected[i][j],
                                found.get(i)[j],
                                2e-5,
                                watching.weights.get(i).name() + " " + j + ", step " + step);
                    }
                }
            }
        }
    }

    /** Decay that reached biases or normalizations would show in the formula's test too; here it is said by name. */
    @Test
    void decayLeavesBiasesAndNormalizationAlone() {
        Watching watching = new Watching(Sgd.PLAIN);
        try (NetworkGraph network =
                NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, new UpdateRule(watching, false))) {
            assertEquals(
                    List.of("stem/conv/kernel", "head/dense/kernel"),
                    watching.weights.stream()
                            .filter(Weight::decays)
                            .map(Weight::name)
                            .toList());
            assertEquals(5, watching.weights.size());
            assertEquals(List.of(), network.optimizerVariables());
        }
    }

    @Test
    void stateIsNamedAfterItsWeight() {
        try (NetworkGraph network =
                NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, new UpdateRule(new Sgd(0.9, false, 0), false))) {
            assertEquals(
                    List.of(
                            "optimizer/momentum/stem/conv/kernel",
                            "optimizer/momentum/stem/norm/gamma",
                            "optimizer/momentum/stem/norm/beta",
                            "optimizer/momentum/head/dense/kernel",
                            "optimizer/momentum/head/dense/bias"),
                    network.optimizerVariables().stream().map(Variable::name).toList());
        }
        try (NetworkGraph network =
                NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, new UpdateRule(Adam.DEFAULT, false))) {
            assertEquals(12, network.optimizerVariables().size());
            assertEquals(
                    "optimizer/beta1_power", network.optimizerVariables().get(0).name());
        }
    }

    /** NaN is fed in place of one variable value, so that the loss is NaN; what the step would have changed is looked at. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void guardedStepThatIsNoNumberChangesNothing(Optimizer optimizer, Formula formula) {
        Watching watching = new Watching(optimizer);
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, new UpdateRule(watching, true));
                Session session = new Session(network.graph())) {
            network.initialize(session);
            step(network, session, 1, 0.1f, watching.weights);
            Variable spoil = network.variables().stream()
                    .filter(variable -> variable.name().equals("head/dense/bias"))
                    .findFirst()
                    .orElseThrow();
            try (TFloat32 nothing = TFloat32.vectorOf(0, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN)) {
                // Fed in place of the variable's value, which stays as it is.
                List<float[]> before = all(network, session);
                assertFalse(finite(network, session, 2, runner -> runner.feed(spoil.value(), nothing)));
                List<float[]> after = all(network, session);
                for (int i = 0; i < before.size(); i++) {
                    assertTrue(Arrays.equals(before.get(i), after.get(i)), "variable " + i);
                }
                assertTrue(finite(network, session, 2, runner -> runner), "the next step is good again");
            }
        }
    }

    @Test
    void guardChangesNoBitOfAStepThatPasses() {
        for (Optimizer optimizer : List.of(Sgd.PLAIN, new Sgd(0.9, true, 0.1), Adam.DEFAULT, AdamW.DEFAULT)) {
            assertEquals(afterSteps(optimizer, false), afterSteps(optimizer, true), optimizer.describe());
        }
    }

    private static List<List<Float>> afterSteps(Optimizer optimizer, boolean guarded) {
        try (NetworkGraph network =
                        NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, new UpdateRule(optimizer, guarded));
                Session session = new Session(network.graph())) {
            network.initialize(session);
            for (int step = 1; step <= 4; step++) {
                step(network, session, step, 0.1f, List.of());
            }
            List<List<Float>> all = new ArrayList<>();
            for (float[] values : all(network, session)) {
                List<Float> list = new ArrayList<>();
                for (float value : values) {
                    list.add(value);
                }
                all.add(list);
            }
            return all;
        }
    }

    private static Formula momentum(double momentum, boolean nesterov, double decay) {
        return new Formula() {
            @Override
            public double[] begin() {
                return new double[1];
            }

            @Override
            public double next(double w, double g, double rate, int step, boolean decays, double[] v) {
                double gradient = g + (decays ? decay * w : 0);
                v[0] = momentum * v[0] + gradient;
                return w - rate * (nesterov ? gradient + momentum * v[0] : v[0]);
            }

            @Override
            public String toString() {
                return "its formula";
            }
        };
    }

    private static Formula adam(double beta1, double beta2, double epsilon, double coupled, double decoupled) {
        return new Formula() {
            @Override
            public double[] begin() {
                return new double[2];
            }

            @Override
            public double next(double w, double g, double rate, int step, boolean decays, double[] state) {
                double gradient = g + (decays ? coupled * w : 0);
                state[0] = beta1 * state[0] + (1 - beta1) * gradient;
                state[1] = beta2 * state[1] + (1 - beta2) * gradient * gradient;
                double size = rate * Math.sqrt(1 - Math.pow(beta2, step)) / (1 - Math.pow(beta1, step));
                double kept = decays ? w - rate * decoupled * w : w;
                return kept - size * state[0] / (Math.sqrt(state[1]) + epsilon);
            }

            @Override
            public String toString() {
                return "its formula";
            }
        };
    }

    /** Another optimizer, whose weights and gradients can be looked at. */
    private static final class Watching implements Optimizer {
        private final Optimizer watched;
        private List<Weight> weights = List.of();

        Watching(Optimizer watched) {
            this.watched = watched;
        }

        @Override
        public List<Op> update(Update update) {
            weights = update.weights();
            return watched.update(update);
        }

        @Override
        public String describe() {
            return watched.describe();
        }
    }

    private static List<float[]> values(Session session, List<Weight> weights) {
        Session.Runner runner = session.runner();
        weights.forEach(weight -> runner.fetch(weight.value()));
        try (Result result = runner.run()) {
            return floats(result, 0);
        }
    }

    private static List<float[]> all(NetworkGraph network, Session session) {
        Session.Runner runner = session.runner();
        network.variables().forEach(variable -> runner.fetch(variable.value()));
        network.optimizerVariables().forEach(variable -> runner.fetch(variable.value()));
        try (Result result = runner.run()) {
            return floats(result, 0);
        }
    }

    private static List<float[]> step(
            NetworkGraph network, Session session, int seed, float rate, List<Weight> weights) {
        return runner(network, session, seed, rate, runner -> {
            weights.forEach(weight -> runner.fetch(weight.gradient()));
            return runner;
        });
    }

    private interface Change {
        Session.Runner of(Session.Runner runner);
    }

    private static List<float[]> runner(NetworkGraph network, Session session, int seed, float rate, Change change) {
        List<float[]> found = new ArrayList<>();
        run(network, session, seed, rate, change, result -> found.addAll(floats(result, 0)));
        return found;
    }

    private static void run(
            NetworkGraph network, Session session, int seed, float rate, Change change, Consumer<Result> reading) {
        byte[] bytes = new byte[BATCH * IMAGES.values()];
        new Random(seed).nextBytes(bytes);
        try (TUint8 images = TUint8.tensorOf(Shape.of(BATCH, 8, 8, 1), DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4);
                TFloat32 fedRate = TFloat32.scalarOf(rate);
                Result result = change.of(session.runner()
                                .feed(network.images(), images)
                                .feed(network.labels(), labels)
                                .feed(network.learningRate(), fedRate)
                                .addTarget(network.trainStep()))
                        .run()) {
            reading.accept(result);
        }
    }

    /** What a guarded step says of itself. */
    private static boolean finite(NetworkGraph network, Session session, int seed, Change change) {
        boolean[] found = new boolean[1];
        run(
                network,
                session,
                seed,
                0.1f,
                runner -> change.of(runner).fetch(network.finiteStep().orElseThrow()),
                result -> found[0] = ((TBool) result.get(0)).getBoolean());
        return found[0];
    }

    private static List<float[]> floats(Result result, int from) {
        List<float[]> all = new ArrayList<>();
        for (int i = from; i < result.size(); i++) {
            TFloat32 tensor = (TFloat32) result.get(i);
            float[] values = new float[(int) tensor.size()];
            tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
            all.add(values);
        }
        return all;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
