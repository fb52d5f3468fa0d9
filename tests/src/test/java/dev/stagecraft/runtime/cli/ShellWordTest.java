package dev.stagecraft.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(strings = {"runs/a-1", "my run", "a.Outer$Net", "it's", "", "a;b", "*", "\"q\"", "~", "back\\slash"})
    void shellReadsTheTextBack(String text) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(text)).start();
        assertEquals(text, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void plainTextStaysPlain() {
        assertEquals("runs/Net-1/checkpoint-8", ShellWord.of("runs/Net-1/checkpoint-8"));
    }
}
