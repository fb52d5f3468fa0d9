package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Amounts of memory as users write them. */
class MemorySizeTest {
    @ParameterizedTest
    @CsvSource({
        "16GiB, 17179869184",
        "8GB, 8000000000",
        "512MiB, 536870912",
        "1.5 gib, 1610612736",
        "0.000001MB, 1",
        "2TB, 2000000000000",
        "1TiB, 1099511627776"
    })
    void unitsAreKnown(String text, long bytes) {
        assertEquals(new MemorySize(text, bytes), new MemorySize.Reader().convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "16", "16G", "GiB", "-1GB", "0GB", "0.0000001MB", "1e3GB", "9999999TiB", "1 2GB", "٣GB"})
    void othersAreRefused(String text) {
        TypeConversionException error =
                assertThrows(TypeConversionException.class, () -> new MemorySize.Reader().convert(text));
        assertTrue(
                error.getMessage().startsWith("'" + text + "' is not an amount of memory; write"), error.getMessage());
    }
}
