package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"runs/a-1", "my run", "a.Outer$Net", "it's", "", "a;b", "*", "\"q\"", "~", "=ls", "back\\slash"})
    void shellReadsTheTextBack(String text) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(text)).start();
        assertEquals(text, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** A folder may be called so; a terminal would act on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "\u001b[2J1",
                "tab\t'quoted' back\\slash",
                "bell\u0007" + "7",
                "\u0085next",
                "\u202Eright to left",
                "é\n"
            })
    void controlCharactersAreEscapedAndReadBack(String text) throws IOException {
        String word = ShellWord.of(text);
        assertTrue(word.codePoints().noneMatch(Character::isISOControl), word);
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "printf %s " + word);
        shell.environment().put("LC_ALL", "C.UTF-8");
        assertEquals(text, new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void plainTextStaysPlain() {
        assertEquals("runs/Net-1/checkpoint-8", ShellWord.of("runs/Net-1/checkpoint-8"));
    }
}
