package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.Goldens;
import dev.stagecraft.tests.support.Sources;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The drawing beside a generated class. Look at the picture before a changed golden is committed. */
class DrawingTest {
    @TempDir
    private Path folder;

    /** Together they have every kind of box, shortcuts of every kind and repeated blocks. */
    @Test
    void smallNetworksAreDrawnAsTheirGoldens() throws IOException {
        Compilation compilation = compile(
                JavaFileObjects.forSourceString("dev.stagecraft.tests.SmallFamily", Sources.smallFamily()),
                "-Astagecraft.svg=true");
        for (String name : List.of(
                "PreActivation",
                "ZeroPadded",
                "Excited",
                "Random",
                "Custom",
                "Attentive",
                "Blurred",
                "Antialiased",
                "Averaged",
                "Revisited")) {
            String file = "SmallFamily_" + name + "Network.svg";
            Goldens.check(file, drawing(compilation, "dev/stagecraft/tests/" + file));
        }
    }

    /** ResNet-152 is drawn with eight groups of blocks in place of fifty blocks. */
    @Test
    void equalBlocksAreFolded() throws Exception {
        Document small = draw("RESNET_18");
        Document deep = draw("RESNET_152");
        assertEquals(
                List.of("2 ×"),
                texts(small).stream().filter(text -> text.endsWith(" ×")).toList());
        assertEquals(
                List.of("2 ×", "7 ×", "35 ×", "2 ×"),
                texts(deep).stream().filter(text -> text.endsWith(" ×")).toList());
        assertTrue(height(deep) < 2 * height(small), height(deep) + " against " + height(small));
        assertTrue(
                texts(deep).containsAll(List.of("input 224×224×3", "56×56×256", "7×7×2048", "1×1 conv, 512, /2")),
                texts(deep).toString());
    }

    @Test
    void isLinkedFromTheJavadocAndOnlyWrittenOnRequest() throws IOException {
        JavaFileObject source = Sources.of(Sources.RIGHT).file();
        String image = "<img src=\"doc-files/NetNetwork.svg\"";
        Compilation drawn = compile(source, "-Astagecraft.svg=true");
        assertThat(drawn).generatedFile(StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.svg");
        String javadoc = GeneratedFiles.source(drawn, "acme/Net");
        assertTrue(javadoc.contains(image), javadoc);
        Compilation plain = compile(source, "-Astagecraft.svg=false");
        assertTrue(plain.generatedFile(StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.svg")
                .isEmpty());
        String without = GeneratedFiles.source(plain, "acme/Net");
        assertFalse(without.contains(image), without);
    }

    static Stream<JavaCompiler> compilers() {
        return Stream.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler());
    }

    /** As build tools call javadoc: with the folder of generated sources beside that of written ones. */
    @ParameterizedTest
    @MethodSource("compilers")
    void isSeenInTheJavadoc(JavaCompiler compiler) throws IOException {
        Path written = Files.createDirectories(folder.resolve("src/acme"));
        Path source = Files.writeString(written.resolve("Net.java"), Sources.RIGHT);
        Path generated = Files.createDirectories(folder.resolve("generated"));
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(
                    StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(folder.resolve("classes"))));
            files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(generated));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("--release", "17", "-Astagecraft.svg=true"),
                    null,
                    files.getJavaFileObjects(source));
            task.setProcessors(List.of(new StagecraftProcessor()));
            assertTrue(task.call());
        }
        Path pages = folder.resolve("pages");
        int exit = java.util.spi.ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-quiet",
                        "-package",
                        "-d",
                        pages.toString(),
                        "-sourcepath",
                        folder.resolve("src") + File.pathSeparator + generated,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "acme");
        assertEquals(0, exit);
        String page = Files.readString(pages.resolve("acme/NetNetwork.html"));
        assertTrue(page.contains("<img src=\"doc-files/NetNetwork.svg\""), page);
        assertEquals(
                Files.readString(folder.resolve("classes/acme/NetNetwork.svg")),
                Files.readString(pages.resolve("acme/doc-files/NetNetwork.svg")));
    }

    private static Compilation compile(JavaFileObject source, String option) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions(option)
                .compile(source);
        assertThat(compilation).succeeded();
        return compilation;
    }

    /** Strictly read, as a browser reads it. */
    private static Document draw(String preset) throws Exception {
        String source = "package acme;\n@dev.stagecraft.dsl.ResidualNetwork(preset = dev.stagecraft.dsl.Preset."
                + preset + ")\nclass Net {}\n";
        String svg = drawing(
                compile(JavaFileObjects.forSourceString("acme.Net", source), "-Astagecraft.svg=true"),
                "acme/NetNetwork.svg");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static String drawing(Compilation compilation, String path) throws IOException {
        return GeneratedFiles.text(compilation, StandardLocation.CLASS_OUTPUT, path);
    }

    private static List<String> texts(Document svg) {
        NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static int height(Document svg) {
        return Integer.parseInt(svg.getDocumentElement().getAttribute("height"));
    }
}
