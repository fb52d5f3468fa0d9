package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** What is computed in bfloat16, what is not, and that training is the same but for rounding. */
class MixedPrecisionTest {
    private static final int BATCH = 12;

    /** What is saved does not depend on the precision. */
    @Test
    void variablesAndStateAreThoseOfFloat32() {
        try (NetworkGraph full = build(Precision.FLOAT32, all -> all);
                NetworkGraph mixed = build(Precision.BFLOAT16, all -> all)) {
            assertEquals(described(full.variables()), described(mixed.variables()));
            assertEquals(described(full.optimizerVariables()), described(mixed.optimizerVariables()));
            assertFalse(full.optimizerVariables().isEmpty());
            mixed.variables()
                    .forEach(each -> assertEquals(
                            DataType.DT_FLOAT, each.value().asOutput().dataType()));
        }
    }

    /** As little in the other one. Its loss scale is fed. */
    @Test
    void float16HasNoFurtherVariables() {
        try (NetworkGraph full = build(Precision.FLOAT32, all -> all);
                NetworkGraph half = build(Precision.FLOAT16, all -> all)) {
            assertEquals(described(full.variables()), described(half.variables()));
            assertEquals(described(full.optimizerVariables()), described(half.optimizerVariables()));
            assertTrue(full.lossScale().isEmpty());
            assertTrue(half.lossScale().isPresent());
        }
    }

    /** Sums over many values would overflow in float16, and so would statistics. */
    @Test
    void sumsStayInFloat32WithFloat16Too() {
        try (NetworkGraph half = build(Precision.FLOAT16, all -> all)) {
            Map<String, Set<DataType>> types = types(half.trainStep().op());
            for (String type : List.of("Conv2D", "Conv2DBackpropFilter", "Conv2DBackpropInput", "Relu")) {
                assertEquals(Set.of(DataType.DT_HALF), types.get(type), type);
            }
            for (String type : List.of("MatMul", "Mean", "SparseSoftmaxCrossEntropyWithLogits")) {
                assertEquals(Set.of(DataType.DT_FLOAT), types.get(type), type);
            }
            types.forEach((type, found) -> assertFalse(found.contains(DataType.DT_BFLOAT16), type));
            half.graph().operations().forEachRemaining(operation -> {
                if (operation.type().equals("FusedBatchNormV3")
                        && operation.output(0).dataType() == DataType.DT_HALF) {
                    assertEquals(DataType.DT_FLOAT, operation.output(1).dataType(), operation.name());
                }
            });
        }
    }

    /** Convolutions and what moves their results are in bfloat16; what sums many values or counts is not. */
    @Test
    void onlyConvolutionsAndWhatFollowsThemAreLow() {
        try (NetworkGraph mixed = build(Precision.BFLOAT16, all -> all)) {
            Map<String, Set<DataType>> types = types(mixed.trainStep().op());
            assertEquals(Set.of(DataType.DT_BFLOAT16), types.get("Conv2D"));
            assertEquals(Set.of(DataType.DT_BFLOAT16), types.get("Conv2DBackpropFilter"));
            assertEquals(Set.of(DataType.DT_BFLOAT16), types.get("Conv2DBackpropInput"));
            Set<String> low = new TreeSet<>();
            types.forEach((type, found) -> {
                if (found.contains(DataType.DT_BFLOAT16)) {
                    low.add(type);
                }
            });
            low.removeAll(Set.of(
                    "Cast",
                    "Conv2D",
                    "Conv2DBackpropFilter",
                    "Conv2DBackpropInput",
                    "FusedBatchNormGradV3",
                    "FusedBatchNormV3",
                    "_FusedBatchNormEx",
                    "Mul",
                    "Relu",
                    "ReluGrad"));
            assertEquals(Set.of(), low);
            assertEquals(Set.of(DataType.DT_FLOAT), types.get("MatMul"));
            assertEquals(Set.of(DataType.DT_FLOAT), types.get("Mean"));
        }
    }

    @Test
    void evaluationStaysInFloat32() {
        try (NetworkGraph mixed = build(Precision.BFLOAT16, all -> all)) {
            Map<String, Set<DataType>> types =
                    types(mixed.evaluation().loss().asOutput().op());
            types.forEach((type, found) -> assertFalse(found.contains(DataType.DT_BFLOAT16), type));
        }
    }

    @Test
    void float32AddsNothing() {
        try (NetworkGraph full = build(Precision.FLOAT32, all -> all.engine(Engine.REWRITTEN))) {
            full.graph()
                    .operations()
                    .forEachRemaining(
                            operation -> assertFalse(operation.name().startsWith("bfloat16"), operation.name()));
            assertEquals(full.declared(), full.training());
        }
    }

    @Test
    void stepIsThatOfFloat32ButForRounding() {
        needInstructions();
        Map<String, float[]> full = changes(Precision.FLOAT32);
        Map<String, float[]> mixed = changes(Precision.BFLOAT16);
        full.forEach((name, change) -> {
            double cosine = cosine(change, mixed.get(name));
            assertTrue(cosine > 0.98, name + " has cosine " + cosine);
            assertFalse(
                    name.endsWith("kernel") && name.startsWith("stage") && Arrays.equals(change, mixed.get(name)),
                    name);
        });
    }

    @Test
    void sameSeedGivesTheSameBits() {
        needInstructions();
        Map<String, float[]> once = changes(Precision.BFLOAT16);
        changes(Precision.BFLOAT16).forEach((name, change) -> assertArrayEquals(once.get(name), change, name));
    }

    @Test
    void frozenPartsKeepTheirBytes() {
        needInstructions();
        try (NetworkGraph mixed = build(Precision.BFLOAT16, all -> all.freezeStages(1));
                Session session = new Session(mixed.graph())) {
            mixed.initialize(session);
            Map<String, float[]> before = values(session, mixed);
            step(mixed, session);
            values(session, mixed).forEach((name, after) -> {
                boolean frozen = name.startsWith("stem/") || name.startsWith("stage1/");
                assertEquals(frozen, Arrays.equals(before.get(name), after), name);
            });
        }
    }

    /** Features that a linear probe feeds reach the head that is trained. */
    @Test
    void pooledFeaturesAreThoseOfTheTrainedPass() {
        needInstructions();
        try (NetworkGraph mixed = build(Precision.BFLOAT16, all -> all.linearProbe(true));
                Session session = new Session(mixed.graph());
                TFloat32 features = TFloat32.tensorOf(Shape.of(1, 4), DataBuffers.of(1f, 2f, 3f, 4f));
                TInt32 label = TInt32.vectorOf(1)) {
            mixed.initialize(session);
            NetworkGraph.Pooled pooled = mixed.pooled().orElseThrow();
            try (Result trained = session.runner()
                            .feed(pooled.training(), features)
                            .feed(mixed.labels(), label)
                            .fetch(mixed.training().loss())
                            .run();
                    Result evaluated = session.runner()
                            .feed(pooled.evaluation(), features)
                            .feed(mixed.labels(), label)
                            .fetch(mixed.evaluation().loss())
                            .run()) {
                assertEquals(((TFloat32) evaluated.get(0)).getFloat(), ((TFloat32) trained.get(0)).getFloat(), 1e-6f);
            }
        }
    }

    private static Map<String, Shape> described(List<Variable> variables) {
        Map<String, Shape> all = new LinkedHashMap<>();
        variables.forEach(each -> all.put(each.name(), each.shape()));
        return all;
    }

    /** The floating-point types of the first outputs of everything that an operation depends on. */
    private static Map<String, Set<DataType>> types(Operation end) {
        Map<String, Set<DataType>> types = new TreeMap<>();
        Deque<GraphOperation> open = new ArrayDeque<>(List.of((GraphOperation) end));
        Set<GraphOperation> seen = new HashSet<>();
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (seen.add(operation)) {
                if (operation.numOutputs() > 0) {
                    DataType type = operation.output(0).dataType();
                    types.computeIfAbsent(operation.type(), key -> new HashSet<>())
                            .add(type);
                }
                operation
                        .inputs()
                        .forEach(input ->
                                open.push((GraphOperation) input.asOutput().op()));
                open.addAll(operation.controlInputs());
            }
        }
        return types;
    }

    private static NetworkGraph build(Precision precision, UnaryOperator<SettingsBuilder<TrainingDefaults>> change) {
        TrainingDefaults settings = change.apply(TrainingDefaults.builder()
                        .optimizer(new Adam(0.9, 0.99, 1e-3, 0))
                        .precision(precision))
                .build();
        return NetworkGraph.build(new StagedNetwork(), new StagedNetwork().input(), 1, new UpdateRule(settings));
    }

    private static void needInstructions() {
        if (!Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; steps in bfloat16 are not tested.");
        }
        assumeTrue(Bfloat16.isInCpu());
    }

    private static Map<String, float[]> changes(Precision precision) {
        try (NetworkGraph network = build(precision, all -> all.optimizer(Sgd.PLAIN));
                Session session = new Session(network.graph())) {
            network.initialize(session);
            Map<String, float[]> before = values(session, network);
            step(network, session);
            Map<String, float[]> after = values(session, network);
            after.forEach((name, value) -> {
                for (int i = 0; i < value.length; i++) {
                    value[i] -= before.get(name)[i];
                }
            });
            return after;
        }
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            ones += (double) one[i] * one[i];
            others += (double) other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }

    private static void step(NetworkGraph network, Session session) {
        byte[] bytes = new byte[BATCH * 64];
        new Random(7).nextBytes(bytes);
        try (TUint8 images = TUint8.tensorOf(Shape.of(BATCH, 8, 8, 1), DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
                TFloat32 rate = TFloat32.scalarOf(0.1f)) {
            session.runner()
                    .feed(network.images(), images)
                    .feed(network.labels(), labels)
                    .feed(network.learningRate(), rate)
                    .addTarget(network.trainStep())
                    .run()
                    .close();
        }
    }

    private static Map<String, float[]> values(Session session, NetworkGraph network) {
        Session.Runner runner = session.runner();
        List<Variable> variables = network.variables();
        variables.forEach(variable -> runner.fetch(variable.value()));
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                TFloat32 tensor = (TFloat32) result.get(i);
                float[] each = new float[Math.toIntExact(tensor.size())];
                tensor.asRawTensor().data().asFloats().read(each);
                values.put(variables.get(i).name(), each);
            }
        }
        return values;
    }
}
