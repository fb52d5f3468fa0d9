package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** What is computed again in the backward pass, and that all numbers stay the same. */
class RecomputeTest {
    private static final int BATCH = 12;

    /** The blocks of {@link BottleneckNetwork}, and their convolutions that are kept. */
    private static final List<String> BLOCKS = Stream.concat(
                    IntStream.rangeClosed(1, 7).mapToObj(i -> "stage1/block" + i),
                    IntStream.rangeClosed(1, 3).mapToObj(i -> "stage2/block" + i))
            .toList();

    private static final Map<String, List<String>> KEPT = Map.of(
            "stage1/block5", List.of("conv1", "conv2"),
            "stage1/block6", List.of("conv1", "conv2"),
            "stage1/block7", List.of("conv1", "conv2"),
            "stage2/block1", List.of("conv1", "conv2", "conv3", "shortcut/conv"),
            "stage2/block2", List.of("conv1", "conv2", "conv3"),
            "stage2/block3", List.of("conv1", "conv2", "conv3"));

    @ParameterizedTest
    @CsvSource({"FLOAT32,DIRECT", "FLOAT32,REWRITTEN", "BFLOAT16,DIRECT", "BFLOAT16,REWRITTEN"})
    void weightsAndStateHaveTheSameBits(Precision precision, Engine engine) {
        need(precision);
        Map<String, float[]> kept = trained(precision, engine, Recompute.NONE);
        Map<String, float[]> again = trained(precision, engine, Recompute.ALL);
        assertEquals(kept.keySet(), again.keySet());
        kept.forEach((name, values) -> assertArrayEquals(values, again.get(name), name));
        trained(precision, engine, Recompute.stages(2))
                .forEach((name, values) -> assertArrayEquals(kept.get(name), values, name));
    }

    /** Here blocks are joined, and some of their convolutions are kept. */
    @ParameterizedTest
    @CsvSource({"FLOAT32,DIRECT", "FLOAT32,REWRITTEN", "BFLOAT16,DIRECT", "BFLOAT16,REWRITTEN"})
    void bottlenecksHaveTheSameBits(Precision precision, Engine engine) {
        need(precision);
        Map<String, float[]> kept = trained(new BottleneckNetwork(), precision, engine, Recompute.NONE);
        for (Recompute which : List.of(Recompute.ALL, Recompute.stages(2))) {
            Map<String, float[]> again = trained(new BottleneckNetwork(), precision, engine, which);
            assertEquals(kept.keySet(), again.keySet());
            kept.forEach((name, values) -> assertArrayEquals(values, again.get(name), name));
        }
    }

    /**
     * Blocks are joined in pairs, and what follows a pair reads its output. Convolutions are kept from the fifth block on, where
     * there is memory for them, first those that take longest for their size. Of normalizations before sums, the means and
     * variances are kept, which have a value for each channel. Everything else is read from copies.
     */
    @ParameterizedTest
    @CsvSource({"FLOAT32,DIRECT", "FLOAT32,REWRITTEN", "BFLOAT16,DIRECT", "BFLOAT16,REWRITTEN"})
    void gradientsReadOnlyWhatIsKept(Precision precision, Engine engine) {
        need(precision);
        Set<String> kept = new TreeSet<>();
        for (String segment :
                List.of("stage1/block2", "stage1/block4", "stage1/block6", "stage1/block7", "stage2/block2")) {
            kept.add(segment + "/relu:0");
        }
        // The head is in float32.
        kept.add(precision == Precision.FLOAT32 ? "stage2/block3/relu:0" : "stage2/block3/relu/raised:0");
        for (String block : BLOCKS) {
            KEPT.getOrDefault(block, List.of()).forEach(name -> kept.add(block + "/" + name + ":0"));
            for (String norm : block.endsWith("block1") ? List.of("norm3", "shortcut/norm") : List.of("norm3")) {
                for (int i = 3; i <= 5; i++) {
                    kept.add(block + "/" + norm + ":" + i);
                }
            }
        }
        try (NetworkGraph graph = build(new BottleneckNetwork(), settings(precision, engine, Recompute.ALL))) {
            Set<String> read = new TreeSet<>();
            read(graph).stream()
                    .filter(each -> each.startsWith("stage") && !each.contains("/read"))
                    .forEach(read::add);
            assertEquals(kept, read);
        }
    }

    /**
     * Where TensorFlow rewrites a step, nothing is computed again unless someone asks for it. This network has so few channels
     * that nothing of it is cheap.
     */
    @Test
    void nothingIsComputedAgainThatIsNotCheap() {
        TrainingDefaults usual = TrainingDefaults.builder().build();
        assertEquals(Recompute.CHEAP, usual.recompute());
        for (Engine engine : List.of(Engine.TUNED, Engine.REWRITTEN)) {
            try (NetworkGraph graph = build(new BottleneckNetwork(), usual.withEngine(engine))) {
                assertEquals(engine == Engine.TUNED ? Recompute.CHEAP : Recompute.NONE, graph.recompute());
                assertTrue(needed(graph.trainStep().op()).stream()
                        .noneMatch(each -> each.name().startsWith("recomputed/")));
            }
        }
    }

    /** Nothing is computed again whose value is kept, and every copy waits, as those of a block alone do. */
    @Test
    void whatIsKeptIsNotComputedAgain() {
        Set<String> again = new TreeSet<>();
        for (String block : BLOCKS) {
            Stream.of("conv1", "conv2", "conv3", "shortcut/conv")
                    .filter(name -> !name.startsWith("shortcut") || block.endsWith("block1"))
                    .filter(name -> !KEPT.getOrDefault(block, List.of()).contains(name))
                    .forEach(name -> again.add("recomputed/" + (block + "/" + name).replace('/', '.')));
        }
        try (NetworkGraph graph =
                build(new BottleneckNetwork(), settings(Precision.FLOAT32, Engine.TUNED, Recompute.ALL))) {
            Set<String> convolutions = new TreeSet<>();
            for (GraphOperation each : needed(graph.trainStep().op())) {
                if (each.name().startsWith("recomputed/") && each.type().equals("Conv2D")) {
                    convolutions.add(each.name());
                } else if (each.name().startsWith("recomputed/") && each.type().equals("Identity")) {
                    assertTrue(
                            each.controlInputs().stream()
                                    .anyMatch(before -> before.name().startsWith("gradients/")),
                            each.name());
                }
            }
            assertEquals(again, convolutions);
        }
    }

    /**
     * Otherwise what a block computes would stay in memory until its gradients are there. Most is in memory while the second
     * block is computed again. Its convolution is there then in any case, so it is kept.
     */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16"})
    void gradientsReadOneConvolutionWithinBlocks(Precision precision) {
        try (NetworkGraph graph = build(precision, Recompute.ALL)) {
            assertEquals(Set.of("stage2/block1/conv1:0"), insideOfBlocks(read(graph)));
        }
        try (NetworkGraph graph = build(precision, Recompute.NONE)) {
            assertFalse(insideOfBlocks(read(graph)).isEmpty());
        }
    }

    @Test
    void onlyTheChosenStagesAreComputedAgain() {
        try (NetworkGraph graph = build(Precision.FLOAT32, Recompute.stages(2))) {
            Set<String> read = insideOfBlocks(read(graph));
            assertTrue(read.contains("stage1/block1/conv1:0"), read.toString());
            assertFalse(read.contains("stage2/block1/relu:0"), read.toString());
            assertTrue(read.contains("stage1/block1/norm1:3"), read.toString());
            assertTrue(read.stream().noneMatch(each -> each.startsWith("stage2/block1/norm")), read.toString());
        }
    }

    /** TensorFlow would otherwise compute the copies at once, or take them for their originals. */
    @Test
    void copiesWaitForTheGradientOfTheirBlock() {
        try (NetworkGraph graph = build(Precision.FLOAT32, Recompute.ALL)) {
            List<GraphOperation> waiting = new ArrayList<>();
            for (GraphOperation each : needed(graph.trainStep().op())) {
                if (each.name().startsWith("recomputed/") && each.type().equals("Identity")) {
                    waiting.add(each);
                    assertEquals(1, each.controlInputs().size(), each.name());
                    assertTrue(each.controlInputs().stream()
                            .allMatch(before -> before.name().startsWith("gradients/")));
                } else if (each.name().startsWith("recomputed/")) {
                    each.inputs()
                            .forEach(input -> assertTrue(
                                    isFromElsewhere(input.asOutput()),
                                    () -> each.name() + " reads "
                                            + input.asOutput().op().name()));
                }
            }
            assertEquals(2, waiting.size(), waiting.toString());
        }
    }

    /** Copies take copies, variables, constants, and the number of the step. */
    private static boolean isFromElsewhere(Output<?> input) {
        String name = input.op().name();
        return !name.startsWith("stage")
                || name.endsWith("dropout_now")
                || List.of("ReadVariableOp", "Const").contains(input.op().type());
    }

    /** A step moves the statistics once, by what the first pass gives. */
    @Test
    void statisticsAreThoseOfTheFirstPass() {
        try (NetworkGraph graph = build(Precision.FLOAT32, Recompute.ALL)) {
            long assigned = needed(graph.trainStep().op()).stream()
                    .filter(each -> each.name().startsWith("update/statistics.")
                            || each.name().startsWith("statistics."))
                    .peek(each -> assertFalse(each.input(1).op().name().startsWith("recomputed/"), each.name()))
                    .count();
            assertEquals(
                    graph.variables().stream().filter(each -> !each.trainable()).count(), assigned);
        }
    }

    @Test
    void frozenBlocksAreNotComputedAgain() {
        TrainingDefaults settings = TrainingDefaults.builder()
                .engine(Engine.REWRITTEN)
                .freezeStages(1)
                .recompute(true)
                .build();
        try (NetworkGraph graph = build(settings)) {
            Set<String> again = new TreeSet<>();
            needed(graph.trainStep().op()).stream()
                    .filter(each -> each.name().startsWith("recomputed/"))
                    .forEach(each -> again.add(each.name()));
            assertTrue(again.contains("recomputed/stage2.block1.norm1"), again.toString());
            assertTrue(again.stream().noneMatch(each -> each.startsWith("recomputed/stage1.")));
        }
    }

    /** Outputs of the forward pass that gradient operations take. */
    private static Set<String> read(NetworkGraph graph) {
        Set<String> read = new TreeSet<>();
        for (GraphOperation each : needed(graph.trainStep().op())) {
            if (each.name().startsWith("gradients/")) {
                for (int i = 0; i < each.numInputs(); i++) {
                    GraphOperation before = (GraphOperation) each.input(i).op();
                    if (!List.of("ReadVariableOp", "Const").contains(before.type())) {
                        read.add(before.name()
                                        .replaceAll("^(bfloat16|fused)/", "")
                                        .replace('.', '/') + ":" + each.input(i).index());
                    }
                }
            }
        }
        return read;
    }

    /** But for what the last operation of a block gives, with which the next part begins, and rounded weights. */
    private static Set<String> insideOfBlocks(Set<String> read) {
        Set<String> inside = new TreeSet<>();
        read.stream()
                .filter(each -> each.startsWith("stage")
                        && !each.equals("stage1/block1/relu:0")
                        && !each.startsWith("stage2/block1/dropout:0")
                        && !each.startsWith("stage2/block1/dropout/raised:0")
                        && !each.contains("/read"))
                .forEach(inside::add);
        return inside;
    }

    private static Set<GraphOperation> needed(Operation end) {
        Deque<GraphOperation> open = new ArrayDeque<>(List.of((GraphOperation) end));
        Set<GraphOperation> seen = new HashSet<>();
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (seen.add(operation)) {
                operation
                        .inputs()
                        .forEach(input ->
                                open.push((GraphOperation) input.asOutput().op()));
                open.addAll(operation.controlInputs());
            }
        }
        return seen;
    }

    private static void need(Precision precision) {
        boolean possible = precision == Precision.FLOAT32 || Bfloat16.isInCpu();
        if (!possible) {
            System.out.println("NOTICE: this processor has no bfloat16; steps in bfloat16 are not tested.");
        }
        assumeTrue(possible);
    }

    /** With the names of the network's structure. */
    private static NetworkGraph build(Precision precision, Recompute which) {
        return build(settings(precision, Engine.REWRITTEN, which));
    }

    private static TrainingDefaults settings(Precision precision, Engine engine, Recompute which) {
        return TrainingDefaults.builder()
                .engine(engine)
                .optimizer(new Adam(0.9, 0.99, 1e-3, 0))
                .precision(precision)
                .build()
                .withRecompute(which);
    }

    private static NetworkGraph build(TrainingDefaults settings) {
        return build(new StagedNetwork(), settings);
    }

    private static NetworkGraph build(Network network, TrainingDefaults settings) {
        return NetworkGraph.build(network, network.input(), 1, new UpdateRule(settings));
    }

    private static Map<String, float[]> trained(Precision precision, Engine engine, Recompute which) {
        return trained(new StagedNetwork(), precision, engine, which);
    }

    /** All variables after three steps. */
    private static Map<String, float[]> trained(Network network, Precision precision, Engine engine, Recompute which) {
        byte[] bytes = new byte[BATCH * 64];
        new Random(7).nextBytes(bytes);
        try (NetworkGraph graph = build(network, settings(precision, engine, which));
                Session session = graph.settings(SessionSettings.CPU).open(graph.graph());
                TUint8 images = TUint8.tensorOf(Shape.of(BATCH, 8, 8, 1), DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
                TFloat32 rate = TFloat32.scalarOf(0.1f)) {
            graph.initialize(session);
            for (long i = 0; i < 3; i++) {
                try (TInt64 step = TInt64.scalarOf(i)) {
                    session.runner()
                            .feed(graph.images(), images)
                            .feed(graph.labels(), labels)
                            .feed(graph.learningRate(), rate)
                            .feed(graph.step(), step)
                            .addTarget(graph.trainStep())
                            .run()
                            .close();
                }
            }
            List<Variable> all = new ArrayList<>(graph.variables());
            all.addAll(graph.optimizerVariables());
            Session.Runner runner = session.runner();
            all.forEach(variable -> runner.fetch(variable.value()));
            Map<String, float[]> values = new LinkedHashMap<>();
            try (Result result = runner.run()) {
                for (int i = 0; i < all.size(); i++) {
                    TFloat32 tensor = (TFloat32) result.get(i);
                    float[] each = new float[Math.toIntExact(tensor.size())];
                    tensor.asRawTensor().data().asFloats().read(each);
                    values.put(all.get(i).name(), each);
                }
            }
            return values;
        }
    }
}
