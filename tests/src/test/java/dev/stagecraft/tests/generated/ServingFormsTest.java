package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.dsl.Activation;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.step.EvaluationGraph;
import dev.stagecraft.runtime.step.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.types.TFloat32;

/**
 * Every form of block with every activation in both precisions, as it answers, against the evaluation graph without any optimization. Weights
 * are drawn: with offsets of zero and scales of one, much that is wrong would not show.
 */
class ServingFormsTest {
    private static final float TOLERANCE = 2e-6f;
    private static final float LOW_TOLERANCE = 3e-2f;
    private static final int[] BATCHES = {1, 5};

    /** What is declared of a network, of its stem and of a stage. */
    private record Form(String network, String stem, String stage) {}

    private static final List<Form> FORMS = List.of(
            form("", ""),
            form("", "block = Block.BOTTLENECK"),
            form("order = Order.PRE_ACTIVATION", ""),
            form("order = Order.PRE_ACTIVATION", "block = Block.BOTTLENECK"),
            form("shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION)", ""),
            form("shortcut = @Shortcut(kind = ShortcutKind.PROJECTION_EVERYWHERE)", ""),
            form("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED)", ""),
            form("shortcut = @Shortcut(kind = ShortcutKind.NONE)", ""),
            form("bottleneck = @Bottleneck(expansion = 2, groups = 2, groupWidth = 32)", "block = Block.BOTTLENECK"),
            form("squeezeExcitation = @SqueezeExcitation(ratio = 2)", "block = Block.BOTTLENECK"),
            form("efficientChannelAttention = true", ""),
            form("antialias = Antialias.BLUR", "block = Block.BOTTLENECK"),
            form("antialias = Antialias.AVERAGE_POOL", ""),
            form("convolutionBias = true", ""),
            form("", "custom = Own.class"),
            form("stochasticDepth = 0.5, norm = @BatchNorm(zeroLast = true)", ""),
            new Form("", "stride = 2, before = {2}, poolConvolution = true", ""),
            new Form("", "kernel = 7, stride = 2, pool = @MaxPool(stride = 2)", ""));

    private static final String OWN = """
            package forms;
            import dev.stagecraft.dsl.*;
            @ResidualBlock(activateSum = false)
            @Layer(LayerKind.CONVOLUTION)
            @Layer(LayerKind.NORMALIZATION)
            @Layer(LayerKind.ACTIVATION)
            @Layer(value = LayerKind.CONVOLUTION, kernel = 5, strided = true, width = 1.5)
            @Layer(LayerKind.ACTIVATION)
            @Layer(value = LayerKind.CONVOLUTION, width = 2, groups = 2)
            @Layer(LayerKind.NORMALIZATION)
            final class Own {}
            """;

    private static Form form(String network, String stage) {
        return new Form(network, "kernel = 3, stride = 1, pool = {}", stage);
    }

    private static String declaration(Form form, Activation activation, String name) {
        String network = form.network().isEmpty() ? "" : ", " + form.network();
        String stage = form.stage().isEmpty() ? "" : ", " + form.stage();
        return """
                package forms;
                import dev.stagecraft.dsl.*;
                @ResidualNetwork(
                        input = @Input(height = 14, width = 12, channels = 3, mean = {0.4, 0.5, 0.6},
                                deviation = {0.2, 0.3, 0.25}),
                        activation = Activation.%s%s)
                @Stem(channels = 4, %s)
                @ResidualStage(channels = 4, blocks = 1%s)
                @ResidualStage(channels = 8, blocks = 2%s)
                @Head(classes = 10)
                final class %s {}
                """.formatted(activation, network, form.stem(), stage, stage, name);
    }

    @Test
    void answersAreThoseOfTheGraphWithoutOptimization() {
        Map<String, String> declarations = new HashMap<>();
        for (Activation activation : Activation.values()) {
            for (Form form : FORMS) {
                String name = "Net" + declarations.size();
                declarations.put(name, declaration(form, activation, name));
            }
        }
        Compilation compilation = Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .compile(Stream.concat(
                                Stream.of(JavaFileObjects.forSourceString("forms.Own", OWN)),
                                declarations.entrySet().stream()
                                        .map(each -> JavaFileObjects.forSourceString(
                                                "forms." + each.getKey(), each.getValue())))
                        .toArray(JavaFileObject[]::new));
        assertThat(compilation).succeeded();
        Compiled classes = new Compiled(compilation);
        assertAll(declarations.keySet().stream().map(name -> () -> {
            try {
                check(classes.network("forms." + name + "Network"));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(e + "\nin the declaration\n" + declarations.get(name), e);
            }
        }));
    }

    private static void check(Network network) {
        try (EvaluationGraph graph = EvaluationGraph.build(network)) {
            Map<String, float[]> values = drawn(graph.variables());
            List<float[]> expected = expected(network, graph, values);
            try (WeightTensors weights = WeightTensors.of(graph.variables(), values)) {
                try (ServingSession serving = ServingSession.open("the network", graph, weights, false)) {
                    compare(expected, serving, network, TOLERANCE);
                }
                if (Bfloat16.isInCpu()) {
                    try (ServingSession serving = ServingSession.openInBfloat16("the network", graph, weights)) {
                        compare(expected, serving, network, LOW_TOLERANCE);
                    }
                }
            }
        }
    }

    private static List<float[]> expected(Network network, EvaluationGraph graph, Map<String, float[]> values) {
        List<float[]> expected = new ArrayList<>();
        try (Session plain = new Session(graph.graph(), withoutOptimization())) {
            for (int batch : BATCHES) {
                Session.Runner evaluating = plain.runner();
                List<TFloat32> fed = new ArrayList<>();
                for (Variable variable : graph.variables()) {
                    fed.add(TFloat32.tensorOf(
                            variable.shape(), DataBuffers.of(values.get(variable.name()), true, false)));
                    evaluating.feed(variable.value(), fed.get(fed.size() - 1));
                }
                expected.add(logits(evaluating, graph.floats(), graph.logits(), network, batch));
                fed.forEach(TFloat32::close);
            }
        }
        return expected;
    }

    private static void compare(List<float[]> expected, ServingSession serving, Network network, float tolerance) {
        for (int i = 0; i < BATCHES.length; i++) {
            float[] logits = expected.get(i);
            float largest = 0;
            for (float value : logits) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest > 0.1 && logits[0] != logits[1], "the logits compare nothing: " + largest);
            float[] found = logits(
                    serving.runner(BATCHES[i]),
                    serving.graph().floats(),
                    serving.graph().logits(),
                    network,
                    BATCHES[i]);
            assertArrayEquals(logits, found, tolerance * largest, "batch " + BATCHES[i] + ", tolerance " + tolerance);
        }
    }

    private static ConfigProto withoutOptimization() {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
        config.getGraphOptionsBuilder().getOptimizerOptionsBuilder().setOptLevel(OptimizerOptions.Level.L0);
        return config.build();
    }

    private static Map<String, float[]> drawn(List<Variable> variables) {
        Random random = new Random(3);
        Map<String, float[]> values = new HashMap<>();
        for (Variable variable : variables) {
            float[] drawn = new float[Math.toIntExact(variable.shape().size())];
            boolean isPositive =
                    variable.name().endsWith("gamma") || variable.name().endsWith("variance");
            double spread =
                    Math.sqrt((double) variable.shape().get(variable.shape().numDimensions() - 1) / drawn.length);
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = isPositive
                        ? 0.5f + random.nextFloat()
                        : variable.shape().numDimensions() == 1
                                ? random.nextFloat() - 0.5f
                                : (float) (random.nextGaussian() * spread);
            }
            values.put(variable.name(), drawn);
        }
        return values;
    }

    private static float[] logits(
            Session.Runner runner, Operand<TFloat32> input, Operand<TFloat32> wanted, Network network, int batch) {
        float[] pixels = new float[batch * network.input().values()];
        Random random = new Random(8);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        Shape shape = Shape.of(
                batch,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        try (TFloat32 images = TFloat32.tensorOf(shape, DataBuffers.of(pixels, true, false));
                Result result = runner.feed(input, images).fetch(wanted).run()) {
            TFloat32 logits = (TFloat32) result.get(0);
            float[] copy = new float[Math.toIntExact(logits.size())];
            logits.copyTo(NdArrays.wrap(logits.shape(), DataBuffers.of(copy, false, false)));
            return copy;
        }
    }
}
