package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Sources;
import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Astagecraft.weights.NAME=FILE}: a file of weights is compared with the declaration while it is compiled. */
class WeightsOptionTest {
    private static final String OPTION = "-Astagecraft.weights.acme.Net=";

    @TempDir
    private Path folder;

    private static Compilation compile(String source, String... options) {
        return javac().withProcessors(new StagecraftProcessor())
                .withOptions(Stream.concat(
                                Stream.of("-Xlint:all,-processing", "-Astagecraft.svg=false"), Arrays.stream(options))
                        .toList())
                .compile(JavaFileObjects.forSourceString("acme.Net", source));
    }

    private static String only(Compilation compilation) {
        assertEquals(
                1, compilation.diagnostics().size(), compilation.diagnostics().toString());
        return compilation.diagnostics().get(0).getMessage(Locale.ROOT);
    }

    /** A file in torchvision's names for basic blocks after a 3×3 stem of 8 channels. */
    private Path file(int classes, int... blocks) throws IOException {
        Tensors tensors = new Tensors();
        tensors.convolution("conv1", "bn1", 3, 3, 8);
        int in = 8;
        for (int stage = 1; stage <= blocks.length; stage++) {
            int out = 4 << stage;
            for (int block = 0; block < blocks[stage - 1]; block++) {
                String name = "layer" + stage + "." + block + ".";
                tensors.convolution(name + "conv1", name + "bn1", 3, in, out);
                tensors.convolution(name + "conv2", name + "bn2", 3, out, out);
                if (in != out) {
                    tensors.convolution(name + "downsample.0", name + "downsample.1", 1, in, out);
                }
                in = out;
            }
        }
        tensors.add("fc.weight", classes, in);
        tensors.add("fc.bias", classes);
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, tensors.all, Map.of());
        return file;
    }

    private static final class Tensors {
        private final List<OutgoingTensor> all = new ArrayList<>();

        void add(String name, long... shape) {
            int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            all.add(OutgoingTensor.floats(name, Arrays.stream(shape).boxed().toList(), () -> new float[count]));
        }

        void convolution(String conv, String norm, int kernel, int in, int out) {
            add(conv + ".weight", out, in, kernel, kernel);
            for (String each : List.of("weight", "bias", "running_mean", "running_var")) {
                add(norm + "." + each, out);
            }
            all.add(OutgoingTensor.number(norm + ".num_batches_tracked", 1));
        }
    }

    private static void assertMarked(Sources marked, Diagnostic<? extends JavaFileObject> found) {
        assertEquals(Diagnostic.Kind.ERROR, found.getKind());
        assertEquals(marked.line() + ":" + marked.column(), found.getLineNumber() + ":" + found.getColumnNumber());
    }

    @Test
    void fileThatFitsIsSilent() throws IOException {
        assertEquals(List.of(), compile(Sources.RIGHT, OPTION + file(10, 2, 1)).diagnostics());
    }

    @Test
    void headOfOtherClassesIsReplaced() throws IOException {
        assertEquals(
                List.of(), compile(Sources.RIGHT, OPTION + file(1000, 2, 1)).diagnostics());
    }

    @Test
    void differenceIsSaidAtTheValueThatMendsIt() throws IOException {
        Path file = file(10, 2, 3);
        Sources marked = Sources.with("channels = 16, blocks = 1", "channels = 16, blocks = " + Sources.MARK + "1");
        Compilation compilation = compile(marked.plain(), OPTION + file);
        assertEquals(
                "[SC-WEIGHTS-01] stage 2: " + file + " does not fit: the file has layer2.1.bn1.bias [16],"
                        + " which would be stage2/block2/norm1/beta [16], but the network has no such"
                        + " variable; declare @ResidualStage(blocks = 3) in stage 2",
                only(compilation));
        assertMarked(marked, compilation.diagnostics().get(0));
        assertEquals(Compilation.Status.FAILURE, compilation.status());
    }

    @Test
    void eachValueIsToldOfOnceAndTheFixesFit() throws IOException {
        Path file = file(10, 3, 2);
        Path fixes = folder.resolve("fixes.json");
        Compilation compilation = compile(Sources.RIGHT, OPTION + file, "-proc:only", "-Astagecraft.fixes=" + fixes);
        assertEquals(
                List.of(
                        "[SC-WEIGHTS-01] stage 1: " + file + " does not fit: the file has layer1.2.bn1.bias"
                                + " [8], which would be stage1/block3/norm1/beta [8], but the network has"
                                + " no such variable; declare @ResidualStage(blocks = 3) in stage 1",
                        "[SC-WEIGHTS-01] stage 2: " + file
                                + " does not fit; declare @ResidualStage(blocks = 2) in stage 2"),
                compilation.diagnostics().stream()
                        .map(each -> each.getMessage(Locale.ROOT))
                        .toList());
        List<Fixes.Edit> edits = Fixes.read(Files.readString(fixes)).problems().stream()
                .flatMap(problem -> problem.fixes().get(0).stream())
                .toList();
        assertEquals(
                List.of(),
                compile(Fixes.applied(Sources.RIGHT, edits), OPTION + file).diagnostics());
    }

    @Test
    void fileOfAnotherKindOfNetworkIsRefusedAtTheNetwork() throws IOException {
        Path file = folder.resolve("other.safetensors");
        SafetensorsWriter.write(file, List.of(OutgoingTensor.number("encoder.position", 1)), Map.of());
        Compilation compilation = compile(Sources.RIGHT, OPTION + file);
        String message = only(compilation);
        assertTrue(message.startsWith("[SC-WEIGHTS-01] network: " + file + " does not fit: "), message);
        assertTrue(
                message.endsWith("; choose another file, or declare the network that this one was saved from"),
                message);
        assertMarked(
                Sources.of(Sources.RIGHT.replace("@ResidualNetwork", Sources.MARK + "@ResidualNetwork")),
                compilation.diagnostics().get(0));
    }

    @Test
    void networkThatIsWrongIsNotComparedWithAFile() throws IOException {
        String message = only(compile(Sources.RIGHT.replace("blocks = 1", "blocks = 0"), OPTION + file(10, 2, 3)));
        assertTrue(message.startsWith("[SC-RANGE-01] stage 2: blocks is 0"), message);
    }

    @Test
    void nestedNetworkHasItsBinaryName() throws IOException {
        String source = Sources.RIGHT
                .replace("@ResidualNetwork", "final class Outer {\n@ResidualNetwork")
                .replace("final class Net {}", "static final class Net {}\n}");
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-Astagecraft.weights.acme.Outer$Net=" + file(10, 2, 3))
                .compile(JavaFileObjects.forSourceString("acme.Outer", source));
        assertTrue(
                only(compilation).startsWith("[SC-WEIGHTS-01] stage 2: "),
                compilation.diagnostics().toString());
    }

    @Test
    void unknownNetworkIsAWarning() throws IOException {
        Compilation compilation = compile(Sources.RIGHT, "-Astagecraft.weights.acme.Nett=" + file(10, 2, 3));
        assertEquals(
                "[SC-OPTION-01] options: -Astagecraft.weights.acme.Nett names no network; stagecraft.weights. must be"
                        + " followed by the binary name of a type annotated with @ResidualNetwork, as in com.acme.Net or"
                        + " com.acme.Outer$Net; did you mean acme.Net?",
                only(compilation));
        assertEquals(Compilation.Status.SUCCESS, compilation.status());
    }

    /** Build tools give their options to each of several compilations. */
    @Test
    void networkThatWasCompiledBeforeIsKnown() throws IOException {
        assertEquals(
                List.of(),
                compile(Sources.RIGHT, "-Astagecraft.weights.dev.stagecraft.tests.SmallNet$Paper=" + file(10, 2, 3))
                        .diagnostics());
    }

    @Test
    void missingFileIsSaidAtTheNetwork() {
        Path missing = folder.resolve("missing.safetensors");
        Compilation compilation = compile(Sources.RIGHT, OPTION + missing);
        String message = only(compilation);
        assertTrue(
                message.startsWith("[SC-WEIGHTS-02] Net: the weights of -Astagecraft.weights.acme.Net cannot be read: "
                        + missing + " does not exist, seen from "),
                message);
        assertMarked(
                Sources.of(Sources.RIGHT.replace("@ResidualNetwork", Sources.MARK + "@ResidualNetwork")),
                compilation.diagnostics().get(0));
    }

    @Test
    void fileThatIsNoWeightsSaysHowToConvertIt() throws IOException {
        Path file = folder.resolve("model.pth");
        Files.write(file, new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10});
        String message = only(compile(Sources.RIGHT, OPTION + file));
        assertTrue(message.contains(file + ": is a Python pickle"), message);
        assertTrue(message.contains("torch.load(\"" + file + "\", map_location=\"cpu\", weights_only=True)"), message);
    }

    @Test
    void cutOffFileIsRefused() throws IOException {
        Path file = file(10, 2, 1);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 1));
        String message = only(compile(Sources.RIGHT, OPTION + file));
        assertTrue(message.startsWith("[SC-WEIGHTS-02] Net: ") && message.contains("the file was cut off"), message);
    }

    @Test
    void optionNeedsANameAndAFile() {
        String message = only(compile(Sources.RIGHT, "-Astagecraft.weights.acme.Net"));
        assertEquals(
                "[SC-OPTION-01] options: -Astagecraft.weights.acme.Net is null; it must be the path of a file",
                message);
        assertTrue(only(compile(Sources.RIGHT, "-Astagecraft.weights=a"))
                .startsWith("[SC-OPTION-01] options: unknown option -Astagecraft.weights; known options are"));
    }
}
