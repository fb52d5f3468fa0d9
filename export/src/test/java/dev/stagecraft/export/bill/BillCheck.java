package dev.stagecraft.export.bill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;

/** CycloneDX's own library, which carries the schema. */
final class BillCheck {
    private BillCheck() {}

    static void requireValid(Path bill) throws IOException {
        assertEquals(
                List.of(),
                new JsonParser()
                        .validate(bill.toFile(), Version.VERSION_16).stream()
                                .map(Exception::getMessage)
                                .toList());
    }
}
