package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Half-typed sources: right ones that are cut off, or have parts taken out, doubled or replaced. The processor has no fault
 * of its own with any of them, and never ends the compiler.
 *
 * <p>{@code -Dstagecraft.brokenSources=N} makes more, {@code -Dstagecraft.brokenSeed=N} others; a failure prints the source.
 */
class BrokenSourcesTest {
    private static final int COUNT = Integer.getInteger("stagecraft.brokenSources", 300);
    private static final long SEED = Long.getLong("stagecraft.brokenSeed", 1);
    private static final List<String> RIGHT = List.of(
            Sources.RIGHT,
            Sources.RIGHT.replace("blocks = 1", "blocks = 1, custom = Own.class")
                    + "@ResidualBlock\n@Layer(value = LayerKind.CONVOLUTION, strided = true)\n"
                    + "@Layer(LayerKind.NORMALIZATION)\ninterface Own {}\n",
            """
            package acme;
            import dev.stagecraft.dsl.*;
            @SuppressWarnings({"SC-PART-05", "x"})
            @ResidualNetwork(preset = Preset.RESNET_50, shortcut = @Shortcut(norm = false),
            norm = @BatchNorm(momentum = 0.9), squeezeExcitation = {@SqueezeExcitation(ratio = 4)})
            @Budget(parameters = 100_000_000L, batchSize = 3)
            @Training(epochs = 3)
            @Features
            class Net { @ResidualNetwork static class Inner<T> {} }
            """);
    private static final List<String> PIECES = List.of(
            "@",
            "(",
            ")",
            "{",
            "}",
            ",",
            "=",
            "0",
            "-1",
            "2147483647",
            "1e400",
            "0.0 / 0.0",
            "\"\"",
            "null",
            "x",
            "Net.class",
            "void.class",
            "int[].class",
            "Block.BASIC",
            "Block.",
            "@MaxPool",
            "@ResidualStage",
            "1 / 0",
            "<",
            ";",
            "enum",
            "'");

    @Test
    void noneIsAFaultOfTheProcessor() {
        for (int number = 0; number < COUNT; number++) {
            String source = broken(new Random(SEED * 1_000_003 + number));
            try {
                Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                        .compile(JavaFileObjects.forSourceString("acme.Net", source));
                boolean internal = compilation.diagnostics().stream()
                        .anyMatch(each -> each.getMessage(Locale.ROOT).contains("SC-INTERNAL"));
                assertTrue(!internal, () -> compilation.diagnostics() + "\nin\n" + source);
            } catch (RuntimeException e) {
                throw new AssertionError("the compiler ended in\n" + source, e);
            }
        }
    }

    private static String broken(Random random) {
        String source = RIGHT.get(random.nextInt(RIGHT.size()));
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int from = random.nextInt(source.length());
            int to = Math.min(source.length(), from + 1 + random.nextInt(12));
            source = switch (random.nextInt(5)) {
                case 0 -> source.substring(0, Math.max(from, source.length() / 2));
                case 1 -> source.substring(0, from) + source.substring(to);
                case 2 -> source.substring(0, to) + source.substring(from);
                case 3 ->
                    source.substring(0, from) + PIECES.get(random.nextInt(PIECES.size())) + source.substring(from);
                default -> source.substring(0, from) + PIECES.get(random.nextInt(PIECES.size())) + source.substring(to);
            };
        }
        return source;
    }
}
