package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the largest counts allow stays within what a class and a method can hold. */
class LargestNetworksTest {
    private static final int STAGES = 100;
    private static final int BLOCKS = 10_000;
    private static final int STEM = 100;
    private static final int LAYERS = 200;
    private static final int ALL_LAYERS = 100_000;

    /** Each stage has a method of its own, and one for its first block beside that for the others. */
    @Test
    void ofBlocksOfOnesOwn() {
        compile("blocks = " + ALL_LAYERS / LAYERS / STAGES + ", custom = Own.class");
    }

    @Test
    void ofBuiltInBlocks() {
        compile("blocks = " + BLOCKS / STAGES + ", block = Block.BOTTLENECK");
    }

    private static void compile(String blocks) {
        String stages = IntStream.rangeClosed(1, STAGES)
                .mapToObj(i -> "@ResidualStage(channels = " + i + ", stride = 1, " + blocks + ")\n")
                .collect(Collectors.joining());
        String before = IntStream.range(1, STEM)
                .mapToObj(i -> String.valueOf(1 + i % 7))
                .collect(Collectors.joining(", ", "{", "}"));
        String layers = IntStream.range(0, LAYERS)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> "@Layer(value = LayerKind.CONVOLUTION, strided = " + (i == 0) + ")\n";
                    case 1 -> "@Layer(LayerKind.NORMALIZATION)\n";
                    case 2 -> "@Layer(LayerKind.ACTIVATION)\n";
                    default -> "@Layer(value = LayerKind.CONVOLUTION, width = " + (i < LAYERS - 1 ? 2 : 1) + ")\n";
                })
                .collect(Collectors.joining());
        String source = """
                package acme;

                import dev.stagecraft.dsl.*;

                @ResidualNetwork(
                        input = @Input(height = 8, width = 8, channels = 1),
                        convolutionBias = true,
                        activation = Activation.GELU,
                        squeezeExcitation = @SqueezeExcitation(ratio = 1),
                        stochasticDepth = 0.5)
                @Stem(channels = 1, kernel = 3, stride = 1, before = %s, pool = {})
                %s@Head(classes = 10)
                final class Net {}

                @ResidualBlock
                %sinterface Own {}
                """.formatted(before, stages, layers);
        assertThat(Compiler.javac()
                        .withProcessors(new StagecraftProcessor())
                        .withOptions("-Xlint:all,-processing", "-Werror", "-Astagecraft.svg=true")
                        .compile(JavaFileObjects.forSourceString("acme.Net", source)))
                .succeededWithoutWarnings();
    }
}
