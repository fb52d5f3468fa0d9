package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.network.Backbone;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which class a name stands for, on which class path, and why one cannot be used. */
class ModelLoaderTest {
    private static final String ANNOTATIONS = """
            @ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))
            @Stem
            @ResidualStage(channels = 8, blocks = 1)
            @Head(classes = 10)
            """;

    @TempDir
    private Path folder;

    /** What is declared, by whichever name; the processor's own choice of the generated name is found again. */
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("class Net {}", "Net", "acme.Net"),
                Arguments.of("class Net {}", "Net", "acme.NetNetwork"),
                Arguments.of("class My$Net {}", "My$Net", "acme.My$Net"),
                Arguments.of("class My$Net {}", "My$Net", "acme.My$NetNetwork"),
                Arguments.of("class $ {}", "$", "acme.$"),
                Arguments.of("class Net$ {}", "Net$", "acme.Net$"),
                Arguments.of("class My_Net {}", "My_Net", "acme.My_Net"),
                Arguments.of("class ANetwork {}", "ANetwork", "acme.ANetwork"),
                Arguments.of("class Größe {}", "Größe", "acme.Größe"),
                Arguments.of("class Outer { ◆ static class Net {} }", "Outer$Net", "acme.Outer.Net"),
                Arguments.of("class Outer { ◆ static class Net {} }", "Outer$Net", "acme.Outer$Net"),
                Arguments.of("class Outer { ◆ static class Net {} }", "Outer$Net", "acme.Outer_NetNetwork"),
                Arguments.of("class Out$er { ◆ static class N$t {} }", "Out$er$N$t", "acme.Out$er.N$t"),
                Arguments.of("interface A { class B { ◆ interface C {} } }", "A$B$C", "acme.A.B.C"),
                Arguments.of("interface A_ { class _B { ◆ interface C$ {} } }", "A_$_B$C$", "acme.A_._B.C$"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void generatedClassIsFoundByStructure(String type, String binaryName, String named) throws IOException {
        write(compile(type), folder);
        assertEquals(
                "acme." + binaryName,
                ModelLoader.over(folder.toString()).load(named).name());
    }

    @Test
    void classesOfTheUnnamedPackageAreFound() throws IOException {
        write(compile("", "class Net$x {}"), folder);
        assertEquals("Net$x", ModelLoader.over(folder.toString()).load("Net$x").name());
    }

    /** Outer.Net would be generated under the same name, but was not processed. */
    @Test
    void anothersGeneratedClassIsNotTaken() throws IOException {
        write(compile("class Outer_Net {}"), folder);
        write(
                Compiler.javac()
                        .withOptions("-proc:none")
                        .compile(JavaFileObjects.forSourceString(
                                "acme.Outer", "package acme; class Outer { static class Net {} }")),
                folder);
        assertRefused("acme.Outer.Net", "acme.Outer$Net exists, but acme.Outer_NetNetwork for it does not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s:", ":%s", "%s::", "/no/such/place:%s", "%s/none/*:%s", "%s:/no/such.jar"})
    void classPathIsReadAsJavasOwn(String path) throws IOException {
        write(compile("class Net {}"), folder);
        assertEquals("acme.Net", load(path.replace("%s", folder.toString())).name());
    }

    @Test
    void wildcardStandsForTheJarFilesOfAFolder() throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("lib"));
        jar(compile("class Net {}"), libraries.resolve("net.JAR"));
        jar(
                Compiler.javac().compile(JavaFileObjects.forSourceString("acme.X", "package acme; class X {}")),
                libraries.resolve("x.jar"));
        assertEquals("acme.Net", load(libraries + "/*").name());
        assertEquals("acme.Net", load("/no/such/place:" + libraries + "/*:").name());
        // The folder alone stands for classes in it, and a wildcard for nothing below it.
        assertThrows(BadInputException.class, () -> load(libraries.toString()));
        assertThrows(BadInputException.class, () -> load(folder + "/*"));
    }

    @Test
    void emptyElementIsTheWorkingDirectory() {
        String here = new File(".").getAbsoluteFile().toURI().normalize().toString();
        for (String path : new String[] {"", ":/no/such/place", "/no/such/place:"}) {
            assertEquals(here, ClassPathElements.urls(path).get(0).toString().replace("/./", "/"), path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/place", "/no/such/*", "/no/such/place:/nor/this"})
    void pathOfNothingIsRefused(String path) {
        BadInputException refused = assertThrows(BadInputException.class, () -> load(path));
        assertTrue(refused.getMessage().contains(path + ", which does not exist"), refused.getMessage());
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                changed(
                        "its constructor threw java.lang.IllegalStateException: no key",
                        "public NetNetwork() {",
                        "$0 if (true) throw new IllegalStateException(\"no key\");"),
                changed(
                        "its constructor threw java.lang.AssertionError: 7",
                        "public NetNetwork() {",
                        "$0 if (true) throw new AssertionError(7);"),
                changed(
                        "no key\\u001b[31m",
                        "public NetNetwork() {",
                        "$0 if (true) throw new IllegalStateException(\"no key\\\\u001b[31m\");"),
                changed(
                        "its static initializer threw java.lang.ArithmeticException: / by zero",
                        "public NetNetwork\\(",
                        "static final int X = 1 / Integer.parseInt(\"0\"); $0"),
                changed("has no public constructor without parameters", "public NetNetwork\\(\\)", "NetNetwork(int x)"),
                changed("is abstract, so no object", "public final class", "public abstract class"),
                changed("was generated for contract 2, but this runtime", "(contract\\(\\) \\{\\s+return )\\d+", "$12"),
                changed("is not a generated network of this version", " implements Network", ""),
                changed(
                        "layer table NetNetwork.layers.json of acme.Net is not next to its class",
                        "layers.json",
                        "none"));
    }

    private static Arguments changed(String says, String pattern, String replacement) {
        return Arguments.of(says, pattern.replace("() {", "\\(\\) \\{"), replacement);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void eachCauseHasItsSentence(String says, String pattern, String replacement) throws IOException {
        Compilation right = compile("class Net {}");
        write(right, folder);
        write(
                rewritten(
                        right,
                        source -> source.replaceFirst(pattern, replacement)
                                .replace(says.startsWith("is not a generated") ? "@Override" : "\0", "")),
                folder);
        assertRefused("acme.Net", says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{}", "{\"layers\": 3}"})
    void brokenTableIsSaidToBe(String table) throws IOException {
        write(compile("class Net {}"), folder);
        Files.writeString(folder.resolve("acme/NetNetwork.layers.json"), table);
        assertRefused("acme.Net", "the layer table NetNetwork.layers.json of acme.Net cannot be read (");
    }

    @Test
    void classThatIsMissingIsNamed() throws IOException {
        write(
                Compiler.javac()
                        .compile(
                                JavaFileObjects.forSourceString("acme.Base", "package acme; class Base {}"),
                                JavaFileObjects.forSourceString("acme.Net", "package acme; class Net extends Base {}")),
                folder);
        Files.delete(folder.resolve("acme/Base.class"));
        assertRefused("acme.Net", "acme.Net needs the class acme.Base, which is not on the class path");
    }

    /** As of a class that was generated before the runtime's package got another name. */
    @Test
    void classFromBeforeAPackageMovedIsToBeCompiledAgain() throws IOException {
        write(compile("class Net {}"), folder);
        write(
                Compiler.javac()
                        .compile(
                                JavaFileObjects.forSourceString(
                                        "dev.stagecraft.runtime.graph.Network",
                                        "package dev.stagecraft.runtime.graph; public interface Network {}"),
                                JavaFileObjects.forSourceString(
                                        "acme.NetNetwork",
                                        "package acme; public final class NetNetwork"
                                                + " implements dev.stagecraft.runtime.graph.Network {}")),
                folder);
        // An old version in the same place makes no difference.
        for (String says :
                new String[] {"does not implement " + Backbone.class.getName(), "needs the class dev.stage"}) {
            for (String name : new String[] {"acme.Net", "acme.NetNetwork"}) {
                BadInputException refused = assertThrows(BadInputException.class, () -> load(folder.toString(), name));
                assertTrue(
                        refused.getMessage().contains(says)
                                && refused.getMessage().contains("; compile it again with"),
                        refused.getMessage());
            }
            Files.deleteIfExists(folder.resolve("dev/stagecraft/runtime/graph/Network.class"));
        }
    }

    @Test
    void classFromBeforeContractNumbersIsToBeCompiledAgain() throws IOException {
        Compilation right = compile("class Net {}");
        write(right, folder);
        String older = right.generatedSourceFile("acme.NetNetwork")
                .orElseThrow()
                .getCharContent(false)
                .toString()
                .replaceFirst("@Override\\s+public int contract", "public String runtimeVersion")
                .replaceFirst("return 1;", "return \"0.1.0\";");
        Path backbone = Path.of("../runtime/src/main/java/dev/stagecraft/runtime/network/Backbone.java");
        Compilation compilation = Compiler.javac()
                .compile(
                        JavaFileObjects.forSourceString(
                                Backbone.class.getName(),
                                Files.readString(backbone).replace("int contract()", "String runtimeVersion()")),
                        JavaFileObjects.forSourceString("acme.NetNetwork", older));
        write(compilation, folder);
        Files.delete(folder.resolve("dev/stagecraft/runtime/network/Backbone.class"));
        assertRefused("acme.Net", "had no contract numbers yet; compile it again with stagecraft-processor");
    }

    static Stream<Arguments> versions() {
        int here = Runtime.version().feature();
        return Stream.of(
                Arguments.of(44 + here + 1, 0, "was compiled for Java " + (here + 1) + ", and this is Java " + here),
                Arguments.of(200, 0, "compile it with --release " + here + " or older, or run on a newer JDK"),
                Arguments.of(44 + here, 65_535, "was compiled with preview features of Java " + here),
                Arguments.of(3, 0, "compile it again"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void versionOfAClassFileIsExplained(int major, int minor, String says) throws IOException {
        write(compile("class Net {}"), folder);
        Path file = folder.resolve("acme/Net.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[4] = (byte) (minor >> 8);
        bytes[5] = (byte) minor;
        bytes[6] = (byte) (major >> 8);
        bytes[7] = (byte) major;
        Files.write(file, bytes);
        assertRefused("acme.Net", says);
    }

    @Test
    void packageThatWasLeftOutIsNoClass() throws IOException {
        write(compile("class Net {}"), folder);
        BadInputException refused = assertThrows(
                BadInputException.class,
                () -> ModelLoader.over(folder.resolve("acme").toString()).load("Net"));
        assertTrue(refused.getMessage().contains("there is no class Net on the class path"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/Net", "acme.Net.class", "acme/Net.class", "src/acme/Net.java", "acme\\Net"})
    void fileIsNoClass(String model) throws IOException {
        write(compile("class Net {}"), folder);
        assertRefused(model, "give the name of the class and not of its file, as in com.acme.Net");
    }

    @Test
    void arrayIsNoClass() throws IOException {
        write(compile("class Net {}"), folder);
        assertRefused("[Lacme.Net;", "there is no class [Lacme.Net; on the class path");
    }

    /** As Java, we go on without it; where the class is not found, it may be why. */
    @Test
    void placesThatWereNotReadAreNamedWhereAClassIsMissing() throws IOException {
        Path broken = Files.writeString(folder.resolve("net.jar"), "no archive");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String path = broken + ":/no/such.jar:" + classes + "/*:" + classes;
        BadInputException refused = assertThrows(BadInputException.class, () -> load(path));
        assertTrue(
                refused.getMessage().contains(broken + " is not a readable jar file (")
                        && refused.getMessage()
                                .endsWith("); /no/such.jar does not exist; " + classes + "/* matches no jar file"),
                refused.getMessage());
        write(compile("class Net {}"), classes);
        assertEquals("acme.Net", load(path).name());
    }

    private void assertRefused(String model, String says) {
        BadInputException refused = assertThrows(BadInputException.class, () -> load(folder.toString(), model));
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
        assertFalse(refused.getMessage().contains("\u001b"), refused.getMessage());
    }

    private static Backbone load(String path) {
        return load(path, "acme.Net");
    }

    private static Backbone load(String path, String model) {
        return ModelLoader.over(path).load(model);
    }

    private static Compilation compile(String type) {
        return compile("package acme;\n", type);
    }

    private static Compilation compile(String header, String type) {
        String source = type.contains("◆") ? type.replace("◆", ANNOTATIONS) : ANNOTATIONS + type;
        Compilation compilation = Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString(
                        "Declared", header + "import dev.stagecraft.dsl.*;\n" + source));
        assertEquals(
                Compilation.Status.SUCCESS,
                compilation.status(),
                compilation.diagnostics().toString());
        return compilation;
    }

    private static Compilation rewritten(Compilation right, UnaryOperator<String> change) throws IOException {
        String source = right.generatedSourceFile("acme.NetNetwork")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        String changed = change.apply(source);
        assertFalse(changed.equals(source), source);
        Compilation compilation = Compiler.javac().compile(JavaFileObjects.forSourceString("acme.NetNetwork", changed));
        assertEquals(
                Compilation.Status.SUCCESS,
                compilation.status(),
                compilation.diagnostics().toString());
        return compilation;
    }

    private static void write(Compilation compilation, Path to) throws IOException {
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getName().startsWith("/CLASS_OUTPUT/")) {
                Path target = to.resolve(file.getName().substring("/CLASS_OUTPUT/".length()));
                Files.createDirectories(target.getParent());
                try (InputStream in = file.openInputStream()) {
                    Files.write(target, in.readAllBytes());
                }
            }
        }
    }

    private static void jar(Compilation compilation, Path to) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to))) {
            for (JavaFileObject file : compilation.generatedFiles()) {
                if (file.getName().startsWith("/CLASS_OUTPUT/")) {
                    jar.putNextEntry(new ZipEntry(file.getName().substring("/CLASS_OUTPUT/".length())));
                    try (InputStream in = file.openInputStream()) {
                        in.transferTo(jar);
                    }
                }
            }
        }
    }
}
