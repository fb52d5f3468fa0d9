package dev.stagecraft.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {
    private static final String TEXT = "input 32×32×3 → stem [(32 + 2·1 − 3) / 2 + 1 = 16], height = …";

    @Test
    void consoleThatHasTheSignsGetsThem() {
        assertEquals(TEXT, ConsoleText.of(TEXT, StandardCharsets.UTF_8));
    }

    @Test
    void consoleOfAsciiGetsAscii() {
        assertEquals(
                "input 32x32x3 -> stem [(32 + 2*1 - 3) / 2 + 1 = 16], height = ...",
                ConsoleText.of(TEXT, StandardCharsets.US_ASCII));
    }

    @Test
    void eachSignIsJudgedByItself() {
        assertEquals(
                "input 32×32×3 -> stem [(32 + 2·1 - 3) / 2 + 1 = 16], height = ...",
                ConsoleText.of(TEXT, StandardCharsets.ISO_8859_1));
    }
}
