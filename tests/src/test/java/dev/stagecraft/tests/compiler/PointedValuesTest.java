package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message points at the value whose change fixes it, says which tensor it is about, and shows every factor. */
class PointedValuesTest {
    private static final String INPUT = "@Input(height = 32, width = 32, channels = 3)";

    /** A wrong declaration with the place marked, the value that fixes it there, and words of the message. */
    record Case(Sources source, String wrong, String right, List<String> says) {
        @Override
        public String toString() {
            return wrong + " " + says;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                // An identity over bottlenecks, whose expansion alone changes the channels.
                of(
                        network(
                                        "shortcut = @Shortcut(kind = ShortcutKind.IDENTITY), bottleneck = @Bottleneck(expansion = ▶4)")
                                .replace("blocks = 2)", "blocks = 2, block = Block.BOTTLENECK)")
                                .replace("@ResidualStage(channels = 16, blocks = 1)\n", ""),
                        "4",
                        "1",
                        "stage 1, block 1, sum: the body gives 16×16×32 (8 · 4 = 32 channels), the shortcut 16×16×8",
                        "let the block keep 16×16×8, with expansion = 1, or choose"),
                of(
                        network("shortcut = @Shortcut(kind = ShortcutKind.IDENTITY)")
                                .replace("▶", "")
                                .replace("Stem(channels = 8", "Stem(channels = 32")
                                .replace(
                                        "channels = 8, blocks = 2)",
                                        "channels = ▶16, blocks = 2, block = Block.BOTTLENECK)")
                                .replace("@ResidualStage(channels = 16, blocks = 1)\n", ""),
                        "16",
                        "8",
                        "(16 · 4 = 64 channels)",
                        "with channels = 8, or choose"),
                of(
                        own(
                                        "@Layer(value = LayerKind.CONVOLUTION, width = ▶2)",
                                        "shortcut = @Shortcut(kind = ShortcutKind.IDENTITY)")
                                .replace("@ResidualStage(channels = 16, blocks = 1)\n", ""),
                        "2",
                        "1",
                        "Net, stage 1, block 1, sum: the body gives 16×16×16 (8 · 2 = 16 channels)",
                        "with width = 1, or choose"),
                // A block's own values.
                of(
                        own("@Layer(value = LayerKind.CONVOLUTION, width = ▶0.3)", ""),
                        "0.3",
                        "2.0 / 8",
                        "Net, stage 1: channels is 8, so layer 1 of Own has 8 · 0.3 = 2.4 channels"),
                of(
                        own("@Layer(value = LayerKind.CONVOLUTION, groups = ▶6)", ""),
                        "6",
                        "4",
                        "conv1: groups is 6, which does not divide 8 input and 8 output channels; choose other groups"),
                of(
                        own("@Layer(value = LayerKind.CONVOLUTION, kernel = ▶2)", ""),
                        "2",
                        "1",
                        "conv1 15×15×8 [(16 + 2·0 − 2) / 1 + 1 = 15]"),
                of(
                        own(
                                        "@Layer(value = LayerKind.CONVOLUTION, kernel = ▶2)",
                                        "shortcut = @Shortcut(kind = ShortcutKind.NONE)")
                                .replace("height = 32", "height = 1"),
                        "2",
                        "1",
                        "stage 1, block 1, conv1: a window of 2×2 does not fit into 1×16×8",
                        "make the window odd"),
                // Sizes that cannot be built: whose size it is, and of what.
                of(
                        Sources.RIGHT.replace("classes = 10", "classes = ▶200_000_000"),
                        "200_000_000",
                        "10",
                        "head, dense: the kernel would have 16 · 200000000 = 3,200,000,000 values",
                        "make classes smaller"),
                of(
                        network("squeezeExcitation = @SqueezeExcitation(ratio = ▶1)")
                                        .replace("channels = 16", "channels = 70_000")
                                        .replace("channels = 8, blocks = 2", "channels = 16, blocks = 1")
                                        .replace("height = 32, width = 32", "height = 1, width = 1")
                                        .replace(
                                                "@ResidualStage(channels = 70_000, blocks = 1)",
                                                "@ResidualStage(channels = 70_000, blocks = 1, custom = Own.class)")
                                + "\n@ResidualBlock\n@Layer(value = LayerKind.CONVOLUTION, kernel = 1, strided = true)\ninterface Own {}\n",
                        "1",
                        "16",
                        "se/reduce: the kernel would have 70000 · 70000 = 4,900,000,000 values",
                        "make ratio larger"),
                of(
                        network("squeezeExcitation = @SqueezeExcitation(divisor = ▶200_000_000)"),
                        "200_000_000",
                        "8",
                        "se/reduce: the kernel would have 16 · 200000000 = 3,200,000,000 values",
                        "make divisor smaller"),
                of(
                        Sources.RIGHT
                                .replace("Stem(channels = 8, kernel = 3", "Stem(channels = 1_000, kernel = 1")
                                .replace("height = 32, width = 32", "height = 1_000, width = 1_000")
                                .replace("size = 3, stride = 2", "size = ▶1_001, stride = 2"),
                        "1_001",
                        "3",
                        "stem, pool: the padded input would have 2000 · 2000 · 1000 = 4,000,000,000 values",
                        "make size or the input smaller"),
                of(
                        Sources.RIGHT.replace("channels = 8, kernel = 3", "channels = ▶300_000_000, kernel = 3"),
                        "300_000_000",
                        "8",
                        "stem, conv: the output would have 32 · 32 · 300000000 = 307,200,000,000 values",
                        "make channels or the input smaller"),
                of(
                        network("bottleneck = @Bottleneck(expansion = ▶300_000_000)")
                                .replace("blocks = 2)", "blocks = 2, block = Block.BOTTLENECK)"),
                        "300_000_000",
                        "4",
                        "stage 1: a convolution would have 8 · 300000000 = 2,400,000,000 output channels",
                        "make expansion smaller"),
                of(
                        network("bottleneck = @Bottleneck(groups = ▶2_000_000_000)")
                                .replace(
                                        "channels = 8, blocks = 2)",
                                        "channels = 128, blocks = 2, block = Block.BOTTLENECK)"),
                        "2_000_000_000",
                        "4",
                        "128 · 64 · 2000000000 / 64 = 256,000,000,000 output channels",
                        "make groups smaller"),
                // A preset's stages have no place of their own.
                of(
                        preset("shortcut = @Shortcut(kind = ▶ShortcutKind.IDENTITY)"),
                        "ShortcutKind.IDENTITY",
                        "ShortcutKind.PROJECTION",
                        "stage 1, block 1, sum"),
                of(
                        preset("bottleneck = @Bottleneck(groupWidth = ▶2)").replace("RESNET_50", "CIFAR_RESNET_164"),
                        "2",
                        "4",
                        "stage 1: channels is 16, so a group of the 3×3 convolution has 16 · 2 / 64",
                        "make channels or groupWidth larger"),
                of(
                        preset("input = @Input(height = ▶20_000, width = 20_000)"),
                        "20_000",
                        "224",
                        "stem, conv: the output would have"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void messageIsTheOnlyOneAndPointsAtTheValueThatFixesIt(Case wrong) {
        Compilation compilation = compile(wrong.source());
        assertEquals(
                1, compilation.diagnostics().size(), compilation.diagnostics().toString());
        Diagnostic<? extends JavaFileObject> error = compilation.diagnostics().get(0);
        String text = error.getMessage(Locale.ROOT);
        wrong.says().forEach(words -> assertTrue(text.contains(words), text));
        assertEquals(wrong.source().line(), error.getLineNumber(), error.toString());
        assertEquals(column(wrong), error.getColumnNumber(), error.toString());
        String mended = wrong.source().text().replace(Sources.MARK + wrong.wrong(), wrong.right());
        assertEquals(List.of(), compile(Sources.of(mended)).errors(), mended);
    }

    /** javac points at the dot of a qualified name. */
    private static long column(Case wrong) {
        return wrong.source().column()
                + Math.max(
                        0,
                        wrong.wrong().matches("[A-Z]\\w*\\..*") ? wrong.wrong().indexOf('.') : 0);
    }

    private static Compilation compile(Sources source) {
        return javac().withProcessors(new StagecraftProcessor()).compile(source.file());
    }

    private static Case of(String marked, String wrong, String right, String... says) {
        return new Case(Sources.of(marked), wrong, right, List.of(says));
    }

    private static String network(String attribute) {
        return Sources.RIGHT.replace(INPUT, INPUT + ", " + attribute);
    }

    /** The right network, its first stage made of a block of the developer's own. */
    private static String own(String layers, String attribute) {
        return (attribute.isEmpty() ? Sources.RIGHT : network(attribute))
                        .replace("channels = 8, blocks = 2", "channels = 8, custom = Own.class, blocks = 2")
                + "\n@ResidualBlock\n" + layers + "\ninterface Own {}\n";
    }

    private static String preset(String attribute) {
        return """
                package acme;

                import dev.stagecraft.dsl.*;

                @ResidualNetwork(preset = Preset.RESNET_50, %s)
                @Head(classes = 10)
                final class Net {}
                """.formatted(attribute);
    }
}
