package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Resize;
import dev.stagecraft.dsl.ResizeFilter;
import dev.stagecraft.dsl.ResizeMode;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** What {@code @Input} says of preprocessing is what the generated network does. */
class DeclaredPreprocessingTest {
    @ResidualNetwork(
            input =
                    @Input(
                            height = 8,
                            width = 8,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BICUBIC, share = 0.9)))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 2)
    static final class Prepared {}

    @Test
    void generatedNetworkHasWhatWasDeclared() {
        ImageShape size = new ImageShape(8, 8, 3);
        assertEquals(
                Preprocessing.usual(size)
                        .withMean(0.485, 0.456, 0.406)
                        .withDeviation(0.229, 0.224, 0.225)
                        .withResizing(Resizing.crop(Resizing.Filter.BICUBIC, 0.9)),
                new DeclaredPreprocessingTest_PreparedNetwork().preprocessing());
    }

    @Test
    void layerTableSaysIt() throws IOException {
        String input = "@Input(height = 32, width = 32, channels = 3";
        String declared = input + ", mean = {0.5, 0.5, 0.5}, resize = @Resize(filter = ResizeFilter.BICUBIC))";
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT.replace(input + ")", declared)));
        assertThat(compilation).succeeded();
        String table = compilation
                .generatedFile(StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.layers.json")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        assertTrue(table.contains(declared), table);
    }

    /** So that networks which say nothing are generated as ever. */
    @Test
    void nothingIsGeneratedWhereNothingIsDeclared() throws IOException {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT));
        String code = compilation
                .generatedFile(StandardLocation.SOURCE_OUTPUT, "acme/NetNetwork.java")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        assertFalse(code.contains("Preprocessing"), code);
    }
}
