package dev.stagecraft.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layer table is read into its record. */
class LayerTableTest {
    @Test
    void everyFieldIsRead() throws IOException {
        assertEquals(
                new LayerTable(
                        "com.acme.Net",
                        "NONE",
                        List.of("@Head(classes = 10)"),
                        List.of(96, 96, 1),
                        10,
                        new LayerTable.Parameters(11_175_370, 9_600),
                        3_000_000_000L,
                        Optional.of(new LayerTable.TrainingBytes(5_000_000_000L, 7)),
                        List.of(new LayerTable.Layer("stem/conv", "conv2d", List.of(48, 48, 64), 3136, 0, 7_225_344))),
                read("""
                        {
                          "network": "com.acme.Net",
                          "preset": "NONE",
                          "declaration": ["@Head(classes = 10)"],
                          "input": [96, 96, 1],
                          "classes": 10,
                          "parameters": {"trainable": 11175370, "nonTrainable": 9600},
                          "multiplyAccumulates": 3000000000,
                          "trainingBytes": {"fixed": 5000000000, "perImage": 7},
                          "layers": [{"name": "stem/conv", "kind": "conv2d", "output": [48, 48, 64],
                            "parameters": 3136, "nonTrainable": 0, "multiplyAccumulates": 7225344}]
                        }
                        """));
    }

    @Test
    void whatIsMissingIsEmptyAndWhatIsMoreIsIgnored() throws IOException {
        LayerTable found = read("{\"layers\": [{\"name\": \"stem/conv\", \"color\": \"blue\"}], \"more\": []}");
        assertEquals(
                new LayerTable(
                        "",
                        "",
                        List.of(),
                        List.of(),
                        0,
                        new LayerTable.Parameters(0, 0),
                        0,
                        Optional.empty(),
                        List.of(new LayerTable.Layer("stem/conv", "", List.of(), 0, 0, 0))),
                found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{\"layers\": 3}",
                "{\"layers\": [3]}",
                "{\"layers\": [{\"name\": {}}]}",
                "{\"input\": [\"wide\"]}",
                "{\"classes\": null}",
                "{\"parameters\": 3}",
                "{\"trainingBytes\": [1, 2]}"
            })
    void whatIsNoTableIsRefused(String json) {
        assertThrows(IOException.class, () -> read(json));
    }

    private static LayerTable read(String json) throws IOException {
        return LayerTable.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
