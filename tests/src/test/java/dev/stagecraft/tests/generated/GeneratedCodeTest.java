package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.SmallFamily;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.Goldens;
import dev.stagecraft.tests.support.OtherProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated: text goldens, comments and layout included, and how it behaves in a strict build. */
class GeneratedCodeTest {
    private static final Path SAMPLES = Path.of("../samples/src/main/java/dev/stagecraft/samples");

    /** Of {@link SmallFamily}; nothing is generated for them. */
    private static final Set<Class<?>> BLOCKS =
            Set.of(SmallFamily.Own.class, SmallFamily.Attending.class, SmallFamily.Blurring.class);

    /** Together they hold every kind of line that is generated. */
    @Test
    void smallFamilyIsGeneratedAsItsGoldens() throws IOException {
        Compilation compilation =
                compile(JavaFileObjects.forSourceString("dev.stagecraft.tests.SmallFamily", Sources.smallFamily()));
        assertThat(compilation).succeeded();
        for (Class<?> declared : SmallFamily.class.getDeclaredClasses()) {
            String name = "SmallFamily_" + declared.getSimpleName();
            if (!BLOCKS.contains(declared)) {
                Goldens.check(
                        name + "Network.java.txt", GeneratedFiles.source(compilation, "dev/stagecraft/tests/" + name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FashionResNet18", "D2lResNet18", "zoo/ResNet50", "zoo/CifarPreActResNet110"})
    void sampleIsGeneratedAsItsGolden(String sample) throws IOException {
        Compilation compilation = compile(sampleSource(sample));
        assertThat(compilation).succeeded();
        String name = sample.substring(sample.indexOf('/') + 1);
        Goldens.check(
                name + "Network.java.txt", GeneratedFiles.source(compilation, "dev/stagecraft/samples/" + sample));
        Goldens.check(
                name + "Network.layers.json",
                GeneratedFiles.text(
                        compilation,
                        StandardLocation.CLASS_OUTPUT,
                        "dev/stagecraft/samples/" + sample + "Network.layers.json"));
    }

    @Test
    void linesEndWithin120ColumnsAndNothingOfTheLanguageIsImported() throws IOException {
        List<Path> sources = Goldens.sources();
        assertTrue(sources.size() >= 11, sources.toString());
        for (Path source : sources) {
            for (String line : Files.readAllLines(source)) {
                assertTrue(line.length() <= 120, source + ": " + line);
                assertFalse(line.startsWith("import java.lang."), source + ": " + line);
            }
        }
    }

    @Test
    void resNet50IsSoonRead() throws IOException {
        assertLines(330, "");
        // A declared mean and deviation add a method, its import and a line of the comment.
        assertLines(337, ", input = @dev.stagecraft.dsl.Input(mean = {0.5, 0.5, 0.5}, deviation = {0.2, 0.2, 0.2})");
    }

    private static void assertLines(long most, String further) throws IOException {
        JavaFileObject net = JavaFileObjects.forSourceString(
                "acme.Net",
                "package acme; @dev.stagecraft.dsl.ResidualNetwork(preset = dev.stagecraft.dsl.Preset.RESNET_50"
                        + further + ") interface Net {}");
        long lines = GeneratedFiles.source(compile(net), "acme/Net").lines().count();
        assertTrue(lines <= most, lines + " lines");
    }

    @Test
    void strictBuildHasNothingToSay() {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-Xlint:all,-processing", "-Werror")
                .compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT));
        assertThat(compilation).succeededWithoutWarnings();
    }

    @Test
    void sameSourceGivesTheSameBytesWhereverItIsCompiled() throws IOException {
        Compilation here = compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Compilation elsewhere;
        try {
            // Arabic digits and a Turkish i have spoiled generated code before.
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            elsewhere = compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertEquals(GeneratedFiles.source(here, "acme/Net"), GeneratedFiles.source(elsewhere, "acme/Net"));
        String table = "acme/NetNetwork.layers.json";
        assertEquals(
                GeneratedFiles.text(here, StandardLocation.CLASS_OUTPUT, table),
                GeneratedFiles.text(elsewhere, StandardLocation.CLASS_OUTPUT, table));
    }

    @Test
    void generatedSourceIsAscii() throws IOException {
        String source =
                GeneratedFiles.source(compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT)), "acme/Net");
        assertTrue(source.chars().allMatch(c -> c < 128), "a compiler of any encoding must read it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public class Outer { ANNOTATIONS static class Net {} }",
                "interface Outer { ANNOTATIONS interface Net {} }"
            })
    void nestedTypeGivesATopLevelClass(String shape) {
        int start = Sources.RIGHT.indexOf("@ResidualNetwork");
        int end = Sources.RIGHT.indexOf("final class");
        String source =
                "import dev.stagecraft.dsl.*;\n" + shape.replace("ANNOTATIONS", Sources.RIGHT.substring(start, end));
        Compilation compilation = compile(JavaFileObjects.forSourceString("Outer", source));
        assertThat(compilation).succeeded();
        assertThat(compilation).generatedSourceFile("Outer_NetNetwork");
    }

    @Test
    void constantThatAnotherProcessorWritesIsWaitedFor() {
        Compilation compilation = javac().withProcessors(
                        OtherProcessor.ofType("acme.Constants", "package acme; interface Constants { int TEN = 10; }"),
                        new StagecraftProcessor())
                .compile(Sources.with("classes = 10", "classes = Constants.TEN").file());
        assertThat(compilation).succeeded();
        assertThat(compilation)
                .generatedSourceFile("acme.NetNetwork")
                .contentsAsUtf8String()
                .contains("[batch, 10]");
    }

    @Test
    void deepNetworkStaysShort() throws IOException {
        String source = GeneratedFiles.source(
                compile(Sources.with("channels = 8, blocks = 2", "channels = 8, blocks = 1000")
                        .file()),
                "acme/Net");
        assertTrue(
                source.lines().count() < 300,
                "equal blocks share a method, but there are " + source.lines().count());
    }

    private static Compilation compile(JavaFileObject file) {
        return javac().withProcessors(new StagecraftProcessor()).compile(file);
    }

    private static JavaFileObject sampleSource(String sample) throws IOException {
        return JavaFileObjects.forSourceString(
                "dev.stagecraft.samples." + sample.replace('/', '.'),
                Files.readString(SAMPLES.resolve(sample + ".java")));
    }
}
