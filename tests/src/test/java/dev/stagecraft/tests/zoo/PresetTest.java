package dev.stagecraft.tests.zoo;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** A preset is what its written-out declaration, which Javadoc and summary show, says that it is. */
class PresetTest {
    private static final List<Preset> PRESETS = Arrays.stream(Preset.values())
            .filter(preset -> preset != Preset.NONE)
            .toList();

    @Test
    void writtenOutEveryPresetIsTheSameNetwork() {
        Compilation presets = compile(PRESETS.stream()
                .map(preset -> file(preset, "@ResidualNetwork(preset = Preset." + preset + ")"))
                .toList());
        Compilation writtenOut = compile(PRESETS.stream()
                .map(preset -> file(preset, declaration(table(presets, preset))))
                .toList());
        for (Preset preset : PRESETS) {
            JsonObject expected = table(presets, preset);
            JsonObject found = table(writtenOut, preset);
            assertEquals(preset.name(), expected.get("preset").getAsString());
            assertEquals("NONE", found.get("preset").getAsString());
            for (String field : List.of("declaration", "input", "classes", "layers")) {
                assertEquals(expected.get(field), found.get(field), preset + ", " + field);
            }
        }
    }

    @Test
    void singleAttributesOverrideAPreset() {
        Compilation compilation = compile(List.of(file(Preset.RESNET_50_D, """
                @ResidualNetwork(preset = Preset.RESNET_50_D, input = @Input(height = 64), bottleneck = @Bottleneck(groups = 2))
                @Stem(channels = 32)
                @Head(classes = 10)
                """)));
        assertEquals(
                List.of(
                        "@ResidualNetwork(input = @Input(height = 64, width = 224, channels = 3), shortcut = @Shortcut(kind ="
                                + " ShortcutKind.POOLED_PROJECTION), bottleneck = @Bottleneck(groups = 2))",
                        "@Stem(channels = 32, kernel = 3, stride = 2, before = {32, 32}, pool = @MaxPool(size = 3, stride = 2))",
                        "@ResidualStage(channels = 64, blocks = 3, block = Block.BOTTLENECK)",
                        "@ResidualStage(channels = 128, blocks = 4, block = Block.BOTTLENECK)",
                        "@ResidualStage(channels = 256, blocks = 6, block = Block.BOTTLENECK)",
                        "@ResidualStage(channels = 512, blocks = 3, block = Block.BOTTLENECK)",
                        "@Head(classes = 10)"),
                lines(table(compilation, Preset.RESNET_50_D)));
    }

    private static JavaFileObject file(Preset preset, String annotations) {
        return JavaFileObjects.forSourceString(
                "presets." + preset,
                "package presets;\nimport dev.stagecraft.dsl.*;\n" + annotations + "\nfinal class " + preset + " {}\n");
    }

    private static Compilation compile(List<JavaFileObject> files) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-proc:only")
                .compile(files);
        assertThat(compilation).succeeded();
        return compilation;
    }

    private static String declaration(JsonObject table) {
        return String.join("\n", lines(table));
    }

    private static List<String> lines(JsonObject table) {
        return StreamSupport.stream(table.getAsJsonArray("declaration").spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static JsonObject table(Compilation compilation, Preset preset) {
        JavaFileObject file = compilation
                .generatedFile(StandardLocation.CLASS_OUTPUT, "presets/" + preset + "Network.layers.json")
                .orElseThrow();
        try {
            return new Gson().fromJson(file.getCharContent(false).toString(), JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
