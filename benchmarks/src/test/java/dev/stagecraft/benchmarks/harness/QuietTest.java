package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QuietTest {
    /** A clock of a machine on which others took these shares, in percent, in one measurement after the other. */
    private static Supplier<CoreTimes> others(int... percents) {
        Deque<CoreTimes> times = new ArrayDeque<>();
        for (int percent : percents) {
            times.addAll(List.of(new CoreTimes(0, 0, 0), new CoreTimes(percent, 100, 0)));
        }
        return times::remove;
    }

    @Test
    void aQuietMachineIsMeasuredOnce() throws InterruptedException {
        Quiet quiet = new Quiet(false, others(2, 5));
        assertEquals("first", quiet.measured("a row", () -> "first"));
        assertEquals("second", quiet.measured("a row", () -> "second"));
        assertEquals(0.05, quiet.worst());
        assertFalse(quiet.disturbed());
    }

    @Test
    void aDisturbedMeasurementIsRepeatedAndDoesNotCount() throws InterruptedException {
        Quiet quiet = new Quiet(false, others(30, 1));
        Deque<String> results = new ArrayDeque<>(List.of("disturbed", "good"));
        assertEquals("good", quiet.measured("a row", results::remove));
        assertEquals(0.01, quiet.worst());
        assertFalse(quiet.disturbed());
    }

    @Test
    void aBusyMachineIsRefused() {
        Quiet quiet = new Quiet(false, others(30, 20, 6));
        HarnessException refused =
                assertThrows(HarnessException.class, () -> quiet.measured("cifar20, DJL", () -> "result"));
        assertEquals(
                "other programs took 6 % of the cores (cifar20, DJL), but a ratio can be judged only up to 5 %; end"
                        + " them, or measure nevertheless with --anyway",
                refused.getMessage());
    }

    @Test
    void onRequestABusyMachineIsMeasuredAndTheResultSaysSo() throws InterruptedException {
        Quiet quiet = new Quiet(true, others(30, 1));
        assertEquals("first", quiet.measured("a row", () -> "first"));
        assertEquals("second", quiet.measured("a row", () -> "second"));
        assertEquals(0.3, quiet.worst());
        assertTrue(quiet.disturbed());
    }
}
