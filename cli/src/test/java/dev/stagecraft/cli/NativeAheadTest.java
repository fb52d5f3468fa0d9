package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which command lines need TensorFlow's native. */
class NativeAheadTest {
    @Test
    void commandsThatComputeNeedIt() {
        NativeAhead.COMMANDS.forEach(command -> assertTrue(NativeAhead.isNeeded(command), command));
        assertTrue(NativeAhead.isNeeded("predict", "--checkpoint", "runs/photos", "new.jpg"));
    }

    @Test
    void othersDoNot() {
        assertFalse(NativeAhead.isNeeded());
        assertFalse(NativeAhead.isNeeded("--version"));
        assertFalse(NativeAhead.isNeeded("summary", "--model", "train"));
    }

    @Test
    void helpDoesNot() {
        assertFalse(NativeAhead.isNeeded("train", "--help"));
        assertFalse(NativeAhead.isNeeded("predict", "-h"));
    }
}
