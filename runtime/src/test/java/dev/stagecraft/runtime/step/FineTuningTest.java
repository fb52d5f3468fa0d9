package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Lars;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Frozen parts stay as they are and run as in evaluation; stages with a rate of their own learn at that rate. */
class FineTuningTest {
    private static final int BATCH = 6;
    private static final ImageShape IMAGES = new ImageShape(8, 8, 1);
    private static final float RATE = 0.1f;

    static Stream<Arguments> frozen() {
        return Stream.of(
                Arguments.of(with(all -> all), List.of()),
                Arguments.of(with(all -> all.freezeStem(true)), List.of("stem/")),
                Arguments.of(with(all -> all.freezeStages(1)), List.of("stem/", "stage1/")),
                Arguments.of(with(all -> all.freezeStages(2)), List.of("stem/", "stage1/", "stage2/")),
                Arguments.of(with(all -> all.linearProbe(true)), List.of("stem/", "stage1/", "stage2/")));
    }

    @ParameterizedTest
    @MethodSource("frozen")
    void frozenVariablesKeepTheirBytesAndHaveNoState(TrainingDefaults settings, List<String> frozen) {
        try (NetworkGraph network = build(settings);
                Session session = new Session(network.graph())) {
            network.initialize(session);
            Map<String, float[]> before = values(session, network.variables());
            for (int i = 0; i < 3; i++) {
                step(network, session, RATE);
            }
            Map<String, float[]> after = values(session, network.variables());
            before.forEach((name, value) -> {
                boolean stays = frozen.stream().anyMatch(name::startsWith);
                assertEquals(stays, Arrays.equals(value, after.get(name)), name);
            });
            List<String> state = network.optimizerVariables().stream()
                    .map(variable -> variable.name().replace("optimizer/momentum/", ""))
                    .toList();
            assertEquals(
                    network.variables().stream()
                            .filter(Variable::trainable)
                            .map(Variable::name)
                            .filter(name -> frozen.stream().noneMatch(name::startsWith))
                            .toList(),
                    state);
        }
    }

    /** Only the first stage's normalization uses the batch, unless it is frozen; only the second stage drops values. */
    @ParameterizedTest
    @MethodSource("frozen")
    void networkThatIsFrozenBeforeTheHeadGivesTheAnswersOfEvaluation(TrainingDefaults settings, List<String> frozen) {
        try (NetworkGraph network = build(settings);
                Session session = new Session(network.graph())) {
            network.initialize(session);
            float[] training = run(network, session, network.training().logits());
            float[] evaluation = run(network, session, network.evaluation().logits());
            assertEquals(frozen.size() == 3, near(training, evaluation));
        }
    }

    @Test
    void frozenNormalizationsDoNotNeedSeveralValues() {
        try (NetworkGraph network = build(with(all -> all.freezeStages(1)))) {
            assertEquals(
                    List.of("stage2/block1/norm1"),
                    network.normalizations().stream().map(Normalization::name).toList());
        }
    }

    /** Written by hand, without a scope for what comes before the head. */
    @Test
    void aFrozenNormalizationAtTheRootKeepsItsStatistics() {
        TinyNetwork flat = new TinyNetwork(4) {
            @Override
            public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
                return net.batchNorm("last", super.features(net, images), 0.9f, 1e-5f);
            }
        };
        UpdateRule rule = new UpdateRule(with(all -> all.linearProbe(true)));
        try (NetworkGraph network = NetworkGraph.build(flat, IMAGES, 1, rule);
                Session session = new Session(network.graph())) {
            network.initialize(session);
            Map<String, float[]> before = values(session, network.variables());
            step(network, session, RATE);
            Map<String, float[]> after = values(session, network.variables());
            before.forEach((name, value) ->
                    assertEquals(!name.startsWith("head/"), Arrays.equals(value, after.get(name)), name));
            assertEquals(List.of(), network.normalizations());
        }
    }

    @Test
    void aStageThatTheNetworkDoesNotHaveCannotBeFrozen() {
        BadInputException thrown = assertThrows(
                BadInputException.class,
                () -> build(with(all -> all.freezeStages(3))).close());
        assertEquals(
                "the number of frozen stages is 3, but test.Tiny has 2; freeze at most 2 stages", thrown.getMessage());
    }

    @Test
    void eachStageNeedsARate() {
        BadInputException thrown = assertThrows(
                BadInputException.class,
                () -> build(with(all -> all.stageRates(0.5))).close());
        assertEquals(
                "the stage rates are [0.5], but test.Tiny has 2 stages; give a factor for each stage",
                thrown.getMessage());
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Sgd.PLAIN,
                new Sgd(0.9, true, 0.1),
                new Adam(0.9, 0.99, 1e-3, 0.1),
                new AdamW(0.9, 0.99, 1e-3, 0.1),
                new Lars(0.9, 0.01, 0.1));
    }

    /** The gradients of the first step are the same with and without rates, so its changes differ by the factor alone. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stageLearnsAtItsOwnRate(Optimizer optimizer) {
        Map<String, float[]> plain = changes(with(all -> all.optimizer(optimizer)), RATE);
        Map<String, float[]> half = changes(with(all -> all.optimizer(optimizer)), RATE * 0.5f);
        Map<String, float[]> quarter = changes(with(all -> all.optimizer(optimizer)), RATE * 0.25f);
        Map<String, float[]> found =
                changes(with(all -> all.optimizer(optimizer).stageRates(0.25, 0.5)), RATE);
        found.forEach((name, change) -> {
            Map<String, float[]> expected = plain;
            if (!name.contains("moving")) {
                expected = name.startsWith("head") ? plain : name.startsWith("stage2") ? half : quarter;
            }
            assertArrayEquals(expected.get(name), change, 1e-7f, name);
        });
        assertFalse(Arrays.equals(plain.get("stage1/block1/conv1/kernel"), found.get("stage1/block1/conv1/kernel")));
    }

    @Test
    void numbersThatAnOptimizerKeepsForAllWeightsGrowOnceAStep() {
        TrainingDefaults settings =
                with(all -> all.optimizer(new Adam(0.5, 0.25, 1e-3, 0)).stageRates(0.5, 1.0));
        try (NetworkGraph network = build(settings);
                Session session = new Session(network.graph())) {
            network.initialize(session);
            step(network, session, RATE);
            step(network, session, RATE);
            Map<String, float[]> state = values(session, network.optimizerVariables());
            assertEquals(0.125f, state.get("optimizer/beta1_power")[0]);
            assertEquals(0.125f, state.get("optimizer/beta1_power/rate_0.5")[0]);
            assertEquals(0.015625f, state.get("optimizer/beta2_power/rate_0.5")[0]);
            assertTrue(state.containsKey("optimizer/mean/stem/conv/kernel"));
        }
    }

    /** What is not declared changes no operation. */
    @Test
    void rateOfOneForEveryStageBuildsTheSameGraph() {
        try (NetworkGraph plain = build(with(all -> all));
                NetworkGraph ones = build(with(all -> all.stageRates(1.0, 1.0)))) {
            assertEquals(plain.graph().toGraphDef(), ones.graph().toGraphDef());
        }
    }

    private static TrainingDefaults with(UnaryOperator<SettingsBuilder<TrainingDefaults>> change) {
        return change.apply(TrainingDefaults.builder().optimizer(new Sgd(0.9, false, 0.1)))
                .build();
    }

    private static NetworkGraph build(TrainingDefaults settings) {
        return NetworkGraph.build(new StagedNetwork(), IMAGES, 1, new UpdateRule(settings));
    }

    private static Map<String, float[]> changes(TrainingDefaults settings, float rate) {
        try (NetworkGraph network = build(settings);
                Session session = new Session(network.graph())) {
            network.initialize(session);
            Map<String, float[]> before = values(session, network.variables());
            step(network, session, rate);
            Map<String, float[]> after = values(session, network.variables());
            after.forEach((name, value) -> {
                for (int i = 0; i < value.length; i++) {
                    value[i] -= before.get(name)[i];
                }
            });
            return after;
        }
    }

    private static boolean near(float[] one, float[] other) {
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > 1e-5) {
                return false;
            }
        }
        return true;
    }

    private static void step(NetworkGraph network, Session session, float rate) {
        try (TUint8 images = images();
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5);
                TFloat32 learningRate = TFloat32.scalarOf(rate)) {
            session.runner()
                    .feed(network.images(), images)
                    .feed(network.labels(), labels)
                    .feed(network.learningRate(), learningRate)
                    .addTarget(network.trainStep())
                    .run()
                    .close();
        }
    }

    private static float[] run(NetworkGraph network, Session session, Operand<TFloat32> wanted) {
        try (TUint8 images = images();
                Result result = session.runner()
                        .feed(network.images(), images)
                        .fetch(wanted)
                        .run()) {
            return floats((TFloat32) result.get(0));
        }
    }

    private static TUint8 images() {
        byte[] bytes = new byte[BATCH * IMAGES.values()];
        new Random(7).nextBytes(bytes);
        return TUint8.tensorOf(Shape.of(BATCH, 8, 8, 1), DataBuffers.of(bytes, true, false));
    }

    private static Map<String, float[]> values(Session session, List<Variable> variables) {
        Session.Runner runner = session.runner();
        variables.forEach(variable -> runner.fetch(variable.value()));
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i).name(), floats((TFloat32) result.get(i)));
            }
        }
        return values;
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
