package dev.stagecraft.export.bill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The identifiers of licenses are those of the schema that bills are validated against.
 * {@code -Dstagecraft.updateGoldens=true} writes them anew.
 */
class SpdxIdsTest {
    private static final Path FILE = Path.of("src/main/resources/dev/stagecraft/export/bill", SpdxIds.RESOURCE);

    @Test
    void idsAreThoseOfTheSchema() throws IOException {
        List<String> ids;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/spdx.schema.json"))) {
            JsonElement schema = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            ids = StreamSupport.stream(
                            schema.getAsJsonObject().getAsJsonArray("enum").spliterator(), false)
                    .map(JsonElement::getAsString)
                    .sorted()
                    .toList();
        }
        String expected = String.join("\n", ids) + "\n";
        if (Boolean.getBoolean("stagecraft.updateGoldens")) {
            Files.writeString(FILE, expected);
        }
        assertEquals(expected, Files.readString(FILE));
    }

    @Test
    void theyAreFoundInAnyCase() {
        assertEquals(Optional.of("Apache-2.0"), SpdxIds.find("apache-2.0"));
        assertEquals(Optional.of("CC-BY-NC-4.0"), SpdxIds.find(" CC-by-NC-4.0\n"));
        assertEquals(Optional.empty(), SpdxIds.find("apache"));
        assertEquals(Optional.empty(), SpdxIds.find(""));
    }
}
