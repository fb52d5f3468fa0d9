package dev.stagecraft.tests;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The drawing beside a generated class. Look at the picture before a changed golden is committed. */
class DrawingTest {
    /** Together they have every kind of box, shortcuts of every kind and repeated blocks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.stagecraft.tests.SmallFamily_PreActivation",
                "dev.stagecraft.tests.SmallFamily_ZeroPadded",
                "dev.stagecraft.tests.SmallFamily_Excited",
                "dev.stagecraft.tests.SmallFamily_Random",
                "dev.stagecraft.tests.SmallFamily_Custom"
            })
    void smallNetworkIsDrawnAsItsGolden(String type) throws IOException {
        Compilation compilation = compile(
                JavaFileObjects.forSourceString(
                        "dev.stagecraft.tests.SmallFamily",
                        Files.readString(Path.of("src/test/java/dev/stagecraft/tests/SmallFamily.java"))),
                "-Astagecraft.svg=true");
        Goldens.check(type.substring(type.lastIndexOf('.') + 1) + "Network.svg", drawing(compilation, type));
    }

    /** ResNet-152 is drawn with nine groups of blocks in place of fifty blocks. */
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
        String image = "<img src=\"NetNetwork.svg\"";
        Compilation drawn = compile(source, "-Astagecraft.svg=true");
        assertThat(drawn).generatedFile(StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.svg");
        assertTrue(javaOf(drawn).contains(image), javaOf(drawn));
        Compilation plain = compile(source, "-Astagecraft.svg=false");
        assertTrue(plain.generatedFile(StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.svg")
                .isEmpty());
        assertFalse(javaOf(plain).contains(image), javaOf(plain));
    }

    private static String javaOf(Compilation compilation) throws IOException {
        return compilation
                .generatedSourceFile("acme.NetNetwork")
                .orElseThrow()
                .getCharContent(false)
                .toString();
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
                compile(JavaFileObjects.forSourceString("acme.Net", source), "-Astagecraft.svg=true"), "acme.Net");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static String drawing(Compilation compilation, String type) throws IOException {
        // Written in UTF-8, whatever the compiler's encoding.
        return new String(
                compilation
                        .generatedFile(StandardLocation.CLASS_OUTPUT, type.replace('.', '/') + "Network.svg")
                        .orElseThrow()
                        .openInputStream()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
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
