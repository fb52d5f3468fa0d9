package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.Sources;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of a developer's own: each is judged once, and its faults stand where its developer can see them. */
class OwnBlocksTest {
    private static final String RIGHT_BLOCK = """
            package acme;

            import dev.stagecraft.dsl.*;

            @ResidualBlock
            @Layer(value = LayerKind.CONVOLUTION, strided = true)
            @Layer(LayerKind.NORMALIZATION)
            interface Own {}
            """;

    private static final String WRONG_BLOCK = RIGHT_BLOCK
            .replace("strided = true", "strided = true, kernel = 0, groups = -2")
            .replace("LayerKind.NORMALIZATION)", "value = LayerKind.NORMALIZATION, strided = true)");

    @Test
    void wrongBlockIsSaidOnceHoweverManyNetworksNameIt() {
        Compilation compilation = compile(
                List.of(),
                source("acme.Own", WRONG_BLOCK),
                source("acme.Net", net("Own", "Own")),
                source("acme.Second", net("Own", "Own").replace("class Net", "class Second")));
        assertEquals(
                List.of(
                        "Own.java:6: [SC-RANGE-01] Own, layer 1: groups is -2; it must be at least 1; did you mean 2?",
                        "Own.java:6: [SC-RANGE-01] Own, layer 1: kernel is 0; it must be from 1 to 63",
                        "Own.java:7: [SC-PART-04] Own, layer 2: strided applies only to CONVOLUTION and BLUR layers; remove it"),
                said(compilation));
    }

    @Test
    void faultsOfANetworkStandBesideThoseOfItsBlock() {
        Compilation compilation = compile(
                List.of(),
                source("acme.Own", WRONG_BLOCK.replace(", groups = -2", "")),
                source("acme.Net", net("Own", "void").replace("classes = 10", "classes = 1")));
        assertEquals(
                List.of(
                        "Net.java:9: [SC-RANGE-01] head: classes is 1; it must be at least 2",
                        "Own.java:6: [SC-RANGE-01] Own, layer 1: kernel is 0; it must be from 1 to 63",
                        "Own.java:7: [SC-PART-04] Own, layer 2: strided applies only to CONVOLUTION and BLUR layers; remove it"),
                said(compilation));
    }

    /** A class file has no lines that its developer could be pointed at. */
    @Test
    void wrongBlockOfAnotherCompilationIsSaidAtTheStageThatNamesIt(@TempDir Path folder) throws IOException {
        compileInto(folder, WRONG_BLOCK);
        String net = net("Own", "Own");
        Compilation compilation = compile(List.of(folder), source("acme.Net", net));
        List<String> ofEach = List.of(
                "Own, layer 1: kernel is 0; it must be from 1 to 63",
                "Own, layer 1: groups is -2; it must be at least 1; did you mean 2?",
                "Own, layer 2: strided applies only to CONVOLUTION and BLUR layers; remove it");
        List<String> expected = Stream.of(1, 2)
                .flatMap(stage -> ofEach.stream().map(fault -> "stage " + stage + ", " + fault))
                .toList();
        assertEquals(
                expected,
                compilation.diagnostics().stream()
                        .map(each -> each.getMessage(Locale.ROOT).replaceFirst("^\\[SC-(RANGE-01|PART-04)\\] ", ""))
                        .toList());
        List<String> lines = net.lines().toList();
        for (Diagnostic<? extends JavaFileObject> each : compilation.diagnostics()) {
            assertTrue(each.getSource().getName().endsWith("Net.java"), each.toString());
            String line = lines.get((int) each.getLineNumber() - 1);
            assertEquals(line.indexOf(".class"), each.getColumnNumber() - 1, each.toString());
            assertEquals(
                    each.getMessage(Locale.ROOT).contains("stage 1"), line.contains("channels = 8"), each.toString());
        }
    }

    /** Whoever compiled the block has heard of it. */
    @Test
    void warningOfABlockIsForItsOwnCompilation(@TempDir Path folder) throws IOException {
        String warned = RIGHT_BLOCK.replace("LayerKind.NORMALIZATION)", "value = LayerKind.NORMALIZATION, kernel = 5)");
        JavaFileObject net = source("acme.Net", net("Own", "void"));
        assertEquals(
                List.of("Own.java:7: [SC-PART-05] Own, layer 2: kernel applies only to CONVOLUTION layers and is"
                        + " ignored here; remove it"),
                said(compile(List.of(), net, source("acme.Own", warned))));
        compileInto(folder, warned);
        Compilation compilation = compile(List.of(folder), net);
        assertEquals(List.of(), said(compilation));
        assertTrue(GeneratedFiles.source(compilation, "acme/Net").contains("class NetNetwork"));
    }

    private static String net(String first, String second) {
        return Sources.RIGHT
                .replace("channels = 8, blocks = 2", "channels = 8, blocks = 2, custom = " + first + ".class")
                .replace("channels = 16, blocks = 1", "channels = 16, blocks = 1, custom = " + second + ".class");
    }

    private static JavaFileObject source(String name, String text) {
        return JavaFileObjects.forSourceString(name, text);
    }

    private static Compilation compile(List<Path> further, JavaFileObject... sources) {
        List<File> classPath = Stream.concat(
                        further.stream().map(Path::toFile),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .map(File::new))
                .toList();
        return javac().withProcessors(new StagecraftProcessor())
                .withClasspath(classPath)
                .compile(sources);
    }

    /** As a build that does not run the processor, or runs one that judged less, leaves it. */
    private static void compileInto(Path folder, String block) throws IOException {
        Compilation compilation = javac().withOptions("-proc:none").compile(source("acme.Own", block));
        assertEquals(List.of(), compilation.errors());
        Path room = Files.createDirectories(folder.resolve("acme"));
        for (JavaFileObject file : compilation.generatedFiles()) {
            try (InputStream in = file.openInputStream()) {
                Files.copy(
                        in, room.resolve(Path.of(file.getName()).getFileName().toString()));
            }
        }
    }

    private static List<String> said(Compilation compilation) {
        return compilation.diagnostics().stream()
                .map(each -> Path.of(each.getSource().getName()).getFileName() + ":" + each.getLineNumber() + ": "
                        + each.getMessage(Locale.ROOT))
                .sorted()
                .toList();
    }
}
