package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** The order that a step is built in, from towers to what follows the update. */
class TrainingStepTest {
    private static final int BATCH = 6;
    private static final ImageShape IMAGES = new ImageShape(8, 8, 1);
    private static final Network NETWORK = new TinyNetwork(4);
    private static final UpdateRule PLAIN = new UpdateRule(Sgd.PLAIN, false);

    /** Two towers that see the same batch: their mean is each one's gradient, to the last bit. */
    @Test
    void towersShareVariablesAndTheirGradientsAreAveraged() {
        List<Tower.Place> one = List.of(Tower.Place.ONLY);
        List<Tower.Place> two = List.of(Tower.Place.ONLY, new Tower.Place("tower2", Optional.empty()));
        List<float[]> first = afterStep(one, PLAIN);
        List<float[]> both = afterStep(two, PLAIN);
        assertEquals(first.size(), both.size());
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(first.get(i), both.get(i), "variable " + i);
        }
    }

    @Test
    void everyOperationOfATowerHasItsPrefixAndDevice() {
        DeviceSpec cpu = DeviceSpec.newBuilder()
                .deviceType(DeviceSpec.DeviceType.CPU)
                .deviceIndex(0)
                .build();
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            List<String> before = names(graph);
            Built built = new Built(graph, List.of(Tower.Place.ONLY, new Tower.Place("tower2", Optional.of(cpu))));
            List<String> added = new ArrayList<>(names(graph));
            added.removeAll(before);
            long prefixed =
                    added.stream().filter(name -> name.startsWith("tower2/")).count();
            assertTrue(prefixed > 50, prefixed + " operations");
            assertEquals(2, built.towers.size());
            GraphOperation convolution = graph.operation("tower2/stem/conv");
            assertEquals("stem/conv/kernel/read", convolution.input(1).op().name());
            graph.toGraphDef().getNodeList().stream()
                    .filter(node -> node.getName().startsWith("tower2/"))
                    .forEach(node -> assertTrue(node.getDevice().endsWith("CPU:0"), node.getName()));
        }
    }

    /** Nothing that is not asked for adds an operation. */
    @Test
    void plainStepHasNoOperationOfWhatItDoesNotDo() {
        try (NetworkGraph network = NetworkGraph.build(NETWORK, IMAGES, 1)) {
            network.graph().operations().forEachRemaining(operation -> {
                assertFalse(operation.type().matches("IsFinite|Switch|CheckNumerics"), operation.name());
                assertFalse(operation.name().matches("(update_guard|mean)/.*"), operation.name());
            });
            assertTrue(network.finiteStep().isEmpty());
        }
    }

    /** Gradients are changed before weights follow them, each change after the one before it. */
    @Test
    void gradientsAreChangedInOrder() {
        GradientChange halve = scaled("halve", 0.5f);
        GradientChange twice = scaled("twice", 2f);
        List<float[]> plain = afterStep(List.of(Tower.Place.ONLY), PLAIN);
        UpdateRule changed = new UpdateRule(Sgd.PLAIN, false, List.of(halve, twice), List.of());
        List<float[]> same = afterStep(List.of(Tower.Place.ONLY), changed);
        UpdateRule zero = new UpdateRule(Sgd.PLAIN, false, List.of(halve, scaled("zero", 0f)), List.of());
        List<float[]> none = afterStep(List.of(Tower.Place.ONLY), zero);
        List<float[]> initial = values(List.of(Tower.Place.ONLY), PLAIN, 0, false);
        for (int i = 0; i < plain.size(); i++) {
            assertArrayEquals(plain.get(i), same.get(i), "variable " + i);
        }
        // The first is a kernel; the fourth and fifth are statistics, which follow no gradient.
        assertArrayEquals(initial.get(0), none.get(0));
        assertArrayEquals(plain.get(3), none.get(3));
    }

    /** What comes after the update sees the new weights, and is skipped with a bad step. */
    @Test
    void whatFollowsTheUpdateSeesNewWeightsAndIsSkippedWithABadStep() {
        AfterUpdate copy = (tf, trainable) -> copying(tf, trainable.get(0));
        UpdateRule rule = new UpdateRule(Sgd.PLAIN, true, List.of(), List.of(copy));
        List<float[]> initial = values(List.of(Tower.Place.ONLY), rule, 0, false);
        List<float[]> good = values(List.of(Tower.Place.ONLY), rule, 1, false);
        List<float[]> bad = values(List.of(Tower.Place.ONLY), rule, 1, true);
        int last = initial.size() - 1;
        assertFalse(Arrays.equals(initial.get(0), good.get(0)));
        assertArrayEquals(good.get(0), good.get(last), "the copy is of the new weights");
        for (int i = 0; i <= last; i++) {
            assertArrayEquals(initial.get(i), bad.get(i), "variable " + i);
        }
    }

    private static GradientChange scaled(String name, float factor) {
        return (tf, gradients) -> {
            Operand<TFloat32> by = tf.withName(name).constant(factor);
            return gradients.stream()
                    .map(each -> new Gradient(
                            each.variable(),
                            tf.withName(name + "." + each.variable().node())
                                    .math
                                    .mul(each.value(), by)))
                    .toList();
        };
    }

    /** Copies a variable, once it has changed, into another one. */
    private static List<Op> copying(Ops tf, Variable variable) {
        Operand<TFloat32> now = tf.withName("now").readVariableOp(variable.handle(), TFloat32.class);
        GraphOperation copy = (GraphOperation) variable.handle().op();
        Operand<?> handle = copy.env().operation("copy").output(0);
        @SuppressWarnings("unchecked") // It is a resource.
        Operand<TType> into = (Operand<TType>) handle;
        return List.of(tf.withName("copied").assignVariableOp(into, now));
    }

    private static List<float[]> afterStep(List<Tower.Place> places, UpdateRule rule) {
        return values(places, rule, 1, false);
    }

    /** All variables' values after some steps, and that of a further one, which begins at zero. */
    private static List<float[]> values(List<Tower.Place> places, UpdateRule rule, int steps, boolean bad) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Built built = new Built(graph, places);
            built.store.get(
                    "copy",
                    false,
                    Initializer.zeros(),
                    built.store.all().get(0).shape().asArray());
            TrainingStep step = TrainingStep.add(
                    graph, built.tf, new VariableStore(graph, built.tf, 0), built.towers, built.inputs, rule);
            List<Op> first = new ArrayList<>();
            for (Variable variable : built.store.all()) {
                first.add(built.tf.assignVariableOp(variable.handle(), variable.initial()));
            }
            try (Session session = new Session(graph)) {
                Session.Runner begin = session.runner();
                first.forEach(begin::addTarget);
                begin.run().close();
                for (int i = 0; i < steps; i++) {
                    run(session, built, step, bad);
                }
                Session.Runner reading = session.runner();
                built.store.all().forEach(variable -> reading.fetch(variable.value()));
                try (Result result = reading.run()) {
                    List<float[]> all = new ArrayList<>();
                    result.forEach(each -> all.add(floats((TFloat32) each.getValue())));
                    return all;
                }
            }
        }
    }

    private static void run(Session session, Built built, TrainingStep step, boolean bad) {
        byte[] bytes = new byte[BATCH * IMAGES.values()];
        new Random(3).nextBytes(bytes);
        try (TUint8 images = TUint8.tensorOf(Shape.of(BATCH, 8, 8, 1), DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5);
                TFloat32 rate = TFloat32.scalarOf(0.5f);
                TFloat32 nothing = TFloat32.vectorOf(0, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN)) {
            Session.Runner runner = session.runner()
                    .feed(built.inputs.images(), images)
                    .feed(built.inputs.labels(), labels)
                    .feed(built.inputs.learningRate(), rate)
                    .addTarget(step.run());
            if (bad) {
                Variable bias = built.store.all().stream()
                        .filter(each -> each.name().equals("head/dense/bias"))
                        .findFirst()
                        .orElseThrow();
                runner.feed(bias.value(), nothing);
            }
            runner.run().close();
        }
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
        return values;
    }

    private static List<String> names(Graph graph) {
        List<String> names = new ArrayList<>();
        graph.operations().forEachRemaining(operation -> names.add(operation.name()));
        return names;
    }

    /** Towers in a graph of their own. */
    private static final class Built {
        private final Ops tf;
        private final Inputs inputs;
        private final VariableStore store;
        private final List<Tower> towers = new ArrayList<>();

        Built(Graph graph, List<Tower.Place> places) {
            tf = Ops.create(graph);
            inputs = Inputs.add(tf, IMAGES, NETWORK, Targets.LABELS, false);
            store = new VariableStore(graph, tf, 1);
            UpdateRule rule = new UpdateRule(Sgd.PLAIN, false);
            for (Tower.Place place : places) {
                GraphBuilder root = place.root(tf, store, inputs, Frozen.NOTHING);
                towers.add(Tower.add(graph, root, NETWORK, store, inputs, Losses.of(rule, inputs), rule));
            }
        }
    }
}
