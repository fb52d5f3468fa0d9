package dev.stagecraft.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuCardsTest {
    @TempDir
    private Path folder;

    @Test
    void theDriverTellsItsVersionAndItsCards() throws IOException {
        Files.writeString(folder.resolve("version"), """
                NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024
                GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
                """);
        for (String card : List.of("0000:3b:00.0", "0000:18:00.0")) {
            Path one = Files.createDirectories(folder.resolve("gpus").resolve(card));
            Files.writeString(
                    one.resolve("information"),
                    "Model: \t\t NVIDIA H100 80GB HBM3 in " + card.substring(5, 7) + "\nIRQ:   \t\t 18\n");
        }
        Files.createDirectories(folder.resolve("gpus").resolve("hidden"));
        assertEquals(
                new GpuCards(
                        List.of("NVIDIA H100 80GB HBM3 in 18", "NVIDIA H100 80GB HBM3 in 3b"),
                        Optional.of("550.54.15")),
                GpuCards.read(folder));
    }

    @Test
    void theOpenKernelModuleTellsItsVersionToo() throws IOException {
        Files.writeString(
                folder.resolve("version"),
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (root@host)\n");
        assertEquals(Optional.of("580.65.06"), GpuCards.read(folder).driver());
    }

    @Test
    void withoutADriverThereIsNothing() {
        assertEquals(new GpuCards(List.of(), Optional.empty()), GpuCards.read(folder.resolve("none")));
    }
}
