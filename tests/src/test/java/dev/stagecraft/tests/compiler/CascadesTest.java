package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One slip is one message: silence where the compiler has said it, and words that the developer wrote. */
class CascadesTest {
    private static final List<String> IMPORTS = List.of(
            "BatchNorm",
            "Head",
            "Input",
            "MaxPool",
            "ResidualNetwork",
            "ResidualStage",
            "Stem",
            "Layer",
            "LayerKind",
            "ResidualBlock",
            "Training",
            "Sgd",
            "SqueezeExcitation");

    private static final String NET = """
            package acme;

            %s
            @ResidualNetwork(
                input = @Input(height = 32, width = 32, channels = 3),
                norm = @BatchNorm(momentum = 0.8),
                squeezeExcitation = {@SqueezeExcitation(ratio = 2)})
            @Stem(channels = 8, kernel = 3, stride = 1, pool = @MaxPool(size = 3, stride = 2))
            @ResidualStage(channels = 8, blocks = 2)
            @ResidualStage(channels = 16, blocks = 1, custom = Own.class)
            @Training(sgd = @Sgd(momentum = 0.8))
            @Head(classes = 10)
            final class Net {}

            @ResidualBlock
            @Layer(value = LayerKind.CONVOLUTION, strided = true)
            @Layer(LayerKind.NORMALIZATION)
            interface Own {}
            """;

    static Stream<String> imports() {
        return IMPORTS.stream();
    }

    @Test
    void allImportsGiveANetwork() {
        assertEquals(List.of(), compile(net("")).diagnostics());
    }

    @ParameterizedTest
    @MethodSource("imports")
    void forgottenImportIsTheCompilersToSay(String forgotten) {
        assertOnlyTheCompilerSpeaks(net(forgotten));
    }

    /** As where the network's own annotation is written with its package, and nothing was imported. */
    @Test
    void allPartsForgottenAreTheCompilersToSay() {
        assertOnlyTheCompilerSpeaks(Sources.RIGHT
                .replace("import dev.stagecraft.dsl.*;", "import dev.stagecraft.dsl.Input;")
                .replace("@ResidualNetwork", "@dev.stagecraft.dsl.ResidualNetwork"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Steam(", "@Stem(chanels = 8, ", "@Stem(channels = EIGHT, ", "@Stem(channels = \"8\", "})
    void misspelledPartIsTheCompilersToSay(String written) {
        assertOnlyTheCompilerSpeaks(Sources.RIGHT.replace("@Stem(channels = 8, ", written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Head(clases = 10)", "@Heads(classes = 10)", "@Head(classes = )"})
    void misspelledHeadIsTheCompilersToSay(String written) {
        assertOnlyTheCompilerSpeaks(Sources.RIGHT.replace("@Head(classes = 10)", written));
    }

    @Test
    void misspelledAttributeOfTheInputIsTheCompilersToSay() {
        assertOnlyTheCompilerSpeaks(Sources.RIGHT.replace("height = 32", "hight = 32"));
    }

    @Test
    void forgottenNetworkIsOneMessageInTheWordsThatWereWritten() {
        String source =
                Sources.RIGHT.replace("@ResidualNetwork(input = @Input(height = 32, width = 32, channels = 3))\n", "");
        Compilation compilation = compile(source);
        assertEquals(
                List.of("[SC-PART-02] Net has @Stem, @ResidualStage and @Head but no @ResidualNetwork; add"
                        + " @ResidualNetwork(input = @Input(height = …, width = …, channels = …)), or remove @Stem,"
                        + " @ResidualStage and @Head"),
                messages(compilation));
        assertEquals(5, compilation.errors().get(0).getLineNumber());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@ResidualStage(channels = 8, blocks = 1)\n@ResidualStage(channels = 8, blocks = 1)\n",
                "@ResidualStages({@ResidualStage(channels = 8, blocks = 1)})\n"
            })
    void containerIsCalledByWhatIsInIt(String stages) {
        List<String> said = messages(compile("import dev.stagecraft.dsl.*;\n" + stages + "class Net {}\n"));
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("[SC-PART-02] Net has @ResidualStage but no "), said.toString());
    }

    @Test
    void forgottenBlockIsOneMessageInTheWordsThatWereWritten() {
        List<String> said =
                messages(compile(net("").replace("@ResidualBlock\n", "").replace(", custom = Own.class", "")));
        assertEquals(
                List.of("[SC-PART-02] Own has @Layer but no @ResidualBlock; add @ResidualBlock, or remove" + " @Layer"),
                said);
    }

    private static String net(String without) {
        return NET.formatted(IMPORTS.stream()
                .filter(each -> !each.equals(without))
                .map(each -> "import dev.stagecraft.dsl." + each + ";\n")
                .collect(Collectors.joining()));
    }

    private static void assertOnlyTheCompilerSpeaks(String source) {
        List<String> said = messages(compile(source));
        assertTrue(!said.isEmpty(), "it compiles:\n" + source);
        assertEquals(
                List.of(), said.stream().filter(text -> text.startsWith("[SC-")).toList());
    }

    private static Compilation compile(String source) {
        return javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", source));
    }

    private static List<String> messages(Compilation compilation) {
        return compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }
}
