package dev.stagecraft.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTextTest {
    @ParameterizedTest
    @CsvSource({
        "27, \\u001b", // starts an escape sequence
        "10, \\u000a",
        "13, \\u000d",
        "7, \\u0007",
        "127, \\u007f",
        "155, \\u009b", // starts an escape sequence in eight bits
        "8238, \\u202e", // turns the direction of what follows
        "8232, \\u2028",
        "65279, \\ufeff",
        "55296, \\ud800", // half a pair
        "917505, \\U000e0001", // an invisible tag
        "228, ä",
        "27700, 水",
        "128512, 😀",
        "92, \\"
    })
    void printsWhatCannotMoveACursor(int character, String expected) {
        assertEquals("a" + expected + "b", ForeignText.printed("a" + Character.toString(character) + "b"));
    }

    @Test
    void cutsWhatWouldBuryItsMessage() {
        assertEquals("x".repeat(1_000), ForeignText.printed("x".repeat(1_000)));
        assertEquals("😀".repeat(1_000) + "… (1001 characters)", ForeignText.printed("😀".repeat(1_001)));
        assertEquals("null", ForeignText.printed(null));
    }
}
