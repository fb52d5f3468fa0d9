package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.spi.ToolProvider;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A strict build hears nothing of what is generated, nor of annotations that nobody claims. Error Prone looks at the
 * generated code of the samples and of these tests while they are compiled; {@link OtherCompilersTest} asks a second JDK.
 */
class StrictBuildTest {
    /** Whole with comments and a constructor, so that what a compiler says is said of generated code. */
    static final String DOCUMENTED = Sources.RIGHT
            .replace("@ResidualNetwork", "/** A network. */\n@ResidualNetwork")
            .replace("final class Net {}", "public final class Net {\n    /** None. */\n    private Net() {}\n}");

    private static final String MARKED =
            "package other;\n/** By hand. */\n@javax.annotation.processing.Generated(\"%s\")\npublic interface Hand {}\n";

    @TempDir
    private Path folder;

    @Test
    void everyLintAndEveryCommentRuleIsSilent() {
        assertEquals(List.of(), strict(List.of(), JavaFileObjects.forSourceString("acme.Net", DOCUMENTED)));
    }

    /** Every kind of line that is generated; what is said of the declarations themselves is theirs. */
    @Test
    void everyKindOfGeneratedLineIsSilent() throws IOException {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withClasspath(ClassPath.elements(ClassPath.USERS).stream()
                        .map(Path::toFile)
                        .toList())
                .withOptions("-Xdoclint:all", "-Xlint:all", "-Xmaxwarns", "1000")
                // The compiler of JDK 17 fails over links of a source that it was given as text.
                .compile(JavaFileObjects.forSourceString(
                        "dev.stagecraft.tests.SmallFamily",
                        Sources.smallFamily().replaceAll("\\{@link (\\w+)}", "$1")));
        assertTrue(!compilation.generatedSourceFiles().isEmpty(), "nothing was generated");
        assertEquals(
                List.of(),
                compilation.diagnostics().stream()
                        .filter(each -> each.getSource() == null
                                || each.getSource().getName().endsWith("Network.java"))
                        .map(each -> each.toString())
                        .toList());
    }

    @Test
    void moduleThatExportsItsNetworksIsSilent() throws IOException {
        for (String requires : List.of("requires", "requires transitive")) {
            for (String exports : List.of("", "exports acme;", "exports acme to java.base;")) {
                String module = "/** M. */\nmodule acme { requires transitive dev.stagecraft.dsl; " + requires
                        + " dev.stagecraft.runtime; " + exports + " }";
                Path sources = Files.createDirectories(folder.resolve("acme"));
                Path out = Files.createTempDirectory(folder, "out");
                List<String> command = List.of(
                        "-Xlint:all",
                        "-Xdoclint:all",
                        "-Werror",
                        "-d",
                        out.toString(),
                        "-cp",
                        "",
                        "--module-path",
                        ClassPath.joined(ClassPath.MODULES),
                        "-processorpath",
                        ClassPath.joined(ClassPath.ALL),
                        "-processor",
                        StagecraftProcessor.class.getName(),
                        Files.writeString(folder.resolve("module-info.java"), module)
                                .toString(),
                        Files.writeString(sources.resolve("Net.java"), DOCUMENTED)
                                .toString());
                StringWriter text = new StringWriter();
                int exitCode = ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(new PrintWriter(text), new PrintWriter(text), command.toArray(String[]::new));
                assertEquals("", text.toString(), module);
                assertEquals(0, exitCode, module);
            }
        }
    }

    /** Of whatever stands beside ours in a round, the compiler speaks as ever. */
    @Test
    void marksOfOthersAreNotClaimed() {
        List<String> said = strict(
                List.of(),
                JavaFileObjects.forSourceString("acme.Net", DOCUMENTED),
                JavaFileObjects.forSourceString("other.Hand", MARKED.formatted("somebody.Else")));
        assertTrue(
                said.stream().anyMatch(text -> text.contains("javax.annotation.processing.Generated")),
                said.toString());
        assertEquals(
                List.of(),
                strict(
                        List.of(),
                        JavaFileObjects.forSourceString(
                                "other.Hand", MARKED.formatted(StagecraftProcessor.class.getName()))));
    }

    /** One that looks at marks of generated code is asked about those of others, in whatever order they stand. */
    @Test
    void othersAreShownTheMarksOfOthers() {
        Marks marks = new Marks();
        strict(
                List.of(marks),
                JavaFileObjects.forSourceString("acme.Net", DOCUMENTED),
                JavaFileObjects.forSourceString("other.Hand", MARKED.formatted("somebody.Else")));
        assertTrue(marks.seen.contains("other.Hand"), marks.seen.toString());
    }

    /** With the warnings that Eclipse gives where nobody chose any. */
    @Test
    void eclipsesDefaultsAreSilent() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/acme"));
        Files.writeString(sources.resolve("Net.java"), DOCUMENTED);
        Path family = Files.createDirectories(folder.resolve("src/dev/stagecraft/tests"));
        Files.writeString(family.resolve("SmallFamily.java"), Sources.smallFamily());
        StringWriter text = new StringWriter();
        PrintWriter printed = new PrintWriter(text);
        boolean right = BatchCompiler.compile(
                new String[] {
                    "-17",
                    "-encoding",
                    "UTF-8",
                    "-d",
                    folder.resolve("out").toString(),
                    "-s",
                    Files.createDirectories(folder.resolve("made")).toString(),
                    "-cp",
                    ClassPath.joined(ClassPath.USERS),
                    "-processorpath",
                    ClassPath.joined(ClassPath.ALL),
                    "-processor",
                    StagecraftProcessor.class.getName(),
                    folder.resolve("src").toString()
                },
                printed,
                printed,
                null);
        assertEquals("", text.toString());
        assertTrue(right, "it does not compile");
    }

    private static List<String> strict(List<AbstractProcessor> others, JavaFileObject... files) {
        List<AbstractProcessor> processors = new ArrayList<>(List.of(new StagecraftProcessor()));
        processors.addAll(others);
        return javac()
                .withProcessors(processors)
                .withOptions("-Xdoclint:all", "-Xlint:all", "-Werror")
                .compile(files)
                .diagnostics()
                .stream()
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
    }

    /** A processor that looks at what others generated. */
    private static final class Marks extends AbstractProcessor {
        private final List<String> seen = new ArrayList<>();

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("javax.annotation.processing.Generated");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            annotations.forEach(annotation ->
                    round.getElementsAnnotatedWith(annotation).forEach(element -> seen.add(element.toString())));
            return false;
        }
    }
}
