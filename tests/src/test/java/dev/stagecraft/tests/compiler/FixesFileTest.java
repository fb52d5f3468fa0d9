package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fixes are written as edits that change what they name and nothing around it. */
class FixesFileTest {
    @TempDir
    Path folder;

    /** A wrong source, and what the first fix of its only problem makes of it. */
    record Case(String wrong, String fixed) {
        /** A part of the right network, wrong and as the fix leaves it. */
        static Case of(String part, String wrong, String fixed) {
            return new Case(
                    Sources.with(part, wrong).plain(), Sources.with(part, fixed).plain());
        }
    }

    static Stream<Case> cases() {
        String stages = "@ResidualStage(channels = 8, blocks = 2)\n@ResidualStage(channels = 16, blocks = 1)";
        String pool = "pool = @MaxPool(size = 3, stride = 2)";
        return Stream.of(
                Case.of("classes = 10", "classes = /* none */ 1 /* ) */", "classes = /* none */ 2 /* ) */"),
                Case.of("classes = 10", "classes = (1 - 1)", "classes = 2"),
                Case.of("channels = 16,", "channels = -8 * 2,", "channels = 16,"),
                // An element of a list, written with braces and without.
                Case.of("stride = 1,", "stride = 1, before = {8, 0, 4},", "stride = 1, before = {8, 1, 4},"),
                Case.of("stride = 1,", "stride = 1, before = 0,", "stride = 1, before = 1,"),
                Case.of(pool, "pool = {@MaxPool, @MaxPool(size = 5)}", "pool = {@MaxPool}"),
                // Values that were not written.
                Case.of("@Head(classes = 10)", "@Head", "@Head(classes = 10)"),
                Case.of("@Head(classes = 10)", "@Head( )", "@Head(classes = 10)"),
                Case.of("(classes = 10)", "(dropout = 0.5 // half\n)", "(dropout = 0.5, classes = 10 // half\n)"),
                Case.of("width = 32, channels = 3", "channels = 3", "channels = 3, width = 28"),
                // In a container that the developer wrote.
                Case.of(
                        stages,
                        "@ResidualStages({@ResidualStage(channels = 8, blocks = 2), @ResidualStage(channels = 16, blocks = 0)})",
                        "@ResidualStages({@ResidualStage(channels = 8, blocks = 2), @ResidualStage(channels = 16, blocks = 1)})"),
                // Annotations, with their lines and without.
                Case.of("@Head", "@Features\n@Head", "@Head"),
                Case.of("@Head(", "@Features @Head(", "@Head("),
                Case.of("@Head", "@Budget()\n@Head", "@Head"),
                Case.of(
                        "@Head(classes = 10)\n",
                        "@SuppressWarnings({})\n",
                        "@SuppressWarnings({})\n@Head(classes = 10)\n"),
                Case.of("channels = 3))", "channels = 3), bottleneck = @Bottleneck)", "channels = 3))"),
                Case.of(
                        "(input = @Input(height = 32, width = 32, channels = 3))",
                        "",
                        "(input = @Input(height = 28, width = 28, channels = 1))"),
                // How the type is declared.
                Case.of("final class Net {}", "enum Net {}", "class Net {}"),
                Case.of("final class Net {}", "record Net() {}", "class Net {}"),
                Case.of("final class Net {}", "@interface Net {}", "class Net {}"),
                Case.of("final class Net {}", "class Net<A extends Comparable<A>> {}", "class Net {}"),
                nested("private static class Net {}", "static class Net {}"),
                nested("class Net {}", "static class Net {}"),
                nested("private @Deprecated final static class Net {}", "@Deprecated final static class Net {}"));
    }

    private static Case nested(String wrong, String fixed) {
        String around =
                Sources.RIGHT.replace("@ResidualNetwork", "interface Other {}\n\nclass Around {\n@ResidualNetwork");
        return new Case(
                around.replace("final class Net {}", wrong + "\n}"),
                around.replace("final class Net {}", fixed + "\n}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void firstFixChangesWhatItNames(Case each) {
        Fixes.Found found = Fixes.of(net(each.wrong()));
        assertEquals(1, found.problems().size(), found.toString());
        Fixes.Problem problem = found.problems().get(0);
        assertTrue(!problem.fixes().isEmpty(), problem.toString());
        assertEquals(each.fixed(), Fixes.applied(each.wrong(), problem.fixes().get(0)), problem.toString());
        assertEquals(new Fixes.Found(1, List.of()), Fixes.of(net(each.fixed())));
    }

    /** Names are written as the file can read them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import dev.stagecraft.dsl.*; | | @Head(classes = 10)",
                "import dev.stagecraft.dsl.*; import java.util.*; | | @Head(classes = 10)",
                "import dev.stagecraft.dsl.Head; | | @Head(classes = 10)",
                "import dev.stagecraft.dsl.Stem; | | @dev.stagecraft.dsl.Head(classes = 10)",
                "import java.util.*; | | @dev.stagecraft.dsl.Head(classes = 10)",
                "import dev.stagecraft.dsl.*; | class Head {} | @dev.stagecraft.dsl.Head(classes = 10)"
            })
    void namesAreQualifiedWhereTheyAreNotImported(String imports, String beside, String added) {
        String source = ("package acme;\n" + imports + "\n" + Sources.RIGHT.substring(Sources.RIGHT.indexOf("@Res"))
                        + Objects.requireNonNullElse(beside, ""))
                .replaceAll("@(?=[A-Z])", "@dev.stagecraft.dsl.")
                .replace("@dev.stagecraft.dsl.Head(classes = 10)\n", "");
        Fixes.Found found = Fixes.of(net(source));
        assertEquals(1, found.problems().size(), found.toString());
        String fixed = Fixes.applied(source, found.problems().get(0).fixes().get(0));
        assertTrue(fixed.contains("\n" + added + "\nfinal class"), fixed);
        assertEquals(List.of(), Fixes.of(net(fixed)).problems(), fixed);
    }

    /** An edit of a block is one of the block's file; line and column are those of the wrong value. */
    @Test
    void editsNameTheFileOfTheValue() {
        JavaFileObject block = JavaFileObjects.forSourceString("acme.Own", """
                package acme;

                import dev.stagecraft.dsl.*;

                @ResidualBlock
                  @Layer(value = LayerKind.CONVOLUTION, kernel = 0)
                public class Own {}
                """);
        Fixes.Found found = Fixes.of(
                net(Sources.with("channels = 8,", "channels = 8, custom = Own.class,")
                        .plain()),
                block);
        assertEquals(1, found.problems().size(), found.toString());
        Fixes.Problem problem = found.problems().get(0);
        assertEquals(block.toUri().toString(), problem.file());
        assertEquals(List.of(6, 50), List.of(problem.line(), problem.column()));
        assertEquals(problem.file(), problem.fixes().get(0).get(0).file());
    }

    private static JavaFileObject net(String source) {
        return JavaFileObjects.forSourceString("acme.Net", source);
    }

    @Test
    void nothingWrongIsAnEmptyList() throws IOException {
        Path file = folder.resolve("new/folder/fixes.json");
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-proc:only", "-Astagecraft.fixes=" + file)
                .compile(net(Sources.RIGHT));
        assertEquals(List.of(), compilation.diagnostics());
        assertEquals("{\n  \"version\": 1,\n  \"problems\": []\n}\n", Files.readString(file));
    }

    @Test
    void fileThatCannotBeWrittenIsOneWarning() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-proc:only", "-Astagecraft.fixes=" + taken.resolve("fixes.json"))
                .compile(net(Sources.RIGHT));
        assertEquals(List.of(), compilation.errors());
        assertEquals(1, compilation.warnings().size(), compilation.warnings().toString());
        String text = compilation.warnings().get(0).getMessage(Locale.ROOT);
        assertTrue(text.startsWith("[SC-OPTION-01] options: the file of -Astagecraft.fixes cannot be written ("), text);
    }

    @Test
    void optionWithoutAFileIsOneWarning() {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-proc:only", "-Astagecraft.fixes=")
                .compile(net(Sources.RIGHT));
        assertEquals(1, compilation.warnings().size(), compilation.warnings().toString());
        String text = compilation.warnings().get(0).getMessage(Locale.ROOT);
        assertTrue(text.contains("it must be the path of a file"), text);
    }
}
