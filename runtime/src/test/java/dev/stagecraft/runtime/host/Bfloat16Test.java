package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Linux says of processors. */
class Bfloat16Test {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flags : fpu avx512f avx512_bf16 sse | true",
                "flags : fpu amx_bf16 | true",
                "Features : fp asimd bf16 i8mm | true",
                "flags : fpu avx512f avx2 | false",
                "model name : a processor with bf16 | false",
                "Features : fp asimd ebf16 | false"
            })
    void instructionsAreFoundByTheirNames(String line, boolean expected) throws IOException {
        Path description = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n" + line + "\n");
        assertEquals(expected, Bfloat16.isIn(description));
    }

    @ParameterizedTest
    @CsvSource({"flags : fpu avx512_bf16 amx_bf16,true", "flags : fpu avx512_bf16 amx_tile,false"})
    void thoseThatMultiplyMatricesAreFoundByTheirName(String line, boolean expected) throws IOException {
        Path description = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n" + line + "\n");
        assertEquals(expected, Bfloat16.isOfMatrices(description));
    }

    @Test
    void aProcessorWithoutThemIsRefused() throws IOException {
        Path description = Files.writeString(folder.resolve("cpuinfo"), "flags : fpu avx2\n");
        BadInputException thrown = assertThrows(BadInputException.class, () -> Bfloat16.requireIn(description));
        assertTrue(
                thrown.getMessage().startsWith("precision is bfloat16, but this processor has no instructions for it"),
                thrown.getMessage());
        Bfloat16.requireIn(Files.writeString(folder.resolve("cpuinfo"), "flags : fpu avx512_bf16\n"));
    }

    @Test
    void anotherSystemHasNone() {
        assertFalse(Bfloat16.isIn(folder.resolve("none")));
    }
}
