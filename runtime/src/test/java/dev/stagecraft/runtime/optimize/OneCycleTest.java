package dev.stagecraft.runtime.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.metric.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneCycleTest {
    /** What {@code torch.optim.lr_scheduler.OneCycleLR} computes for a largest rate of 0.8 and 60 steps. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.03200000000000003",
        "1, 0.038538329721381714",
        "10, 0.5210865881876798",
        "16, 0.7934616702786184",
        "17, 0.8",
        "18, 0.7988815233463966",
        "30, 0.6253287219133559",
        "38, 0.4000016",
        "58, 0.0011216766536034384",
        "59, 3.2e-06"
    })
    void ratesAreThoseOfPyTorch(long step, double expected) {
        assertEquals(expected, rate(OneCycle.DEFAULT, 0.8, step, 10, 6), 1e-15);
    }

    /** The top need not be at a step: 0.25 · 10 − 1 = 1.5. */
    @ParameterizedTest
    @CsvSource({"0, 0.01", "1, 0.0775", "5, 0.0552711967402193", "9, 0.0001", "10, 0.0001", "99, 0.0001"})
    void otherNumbers(long step, double expected) {
        assertEquals(expected, rate(new OneCycle(0.25, 10, 100), 0.1, step, 5, 2), 1e-15);
    }

    /** No step is left for the rise. */
    @Test
    void shortestRuns() {
        assertEquals(4e-7, rate(OneCycle.DEFAULT, 0.1, 0, 1, 1), 1e-15);
        assertEquals(0.0811745653949763, rate(OneCycle.DEFAULT, 0.1, 0, 2, 1), 1e-15);
        assertEquals(4e-7, rate(OneCycle.DEFAULT, 0.1, 1, 2, 1), 1e-15);
        assertEquals(0.1, rate(new OneCycle(0.5, 25, 1e4), 0.1, 0, 2, 1), 1e-15);
    }

    @Test
    void knowsTheEndAndTellsAllNumbers() {
        assertTrue(OneCycle.DEFAULT.dependsOnEpochs());
        assertEquals("one cycle, rise 0.3, start divisor 25.0, end divisor 10000.0", OneCycle.DEFAULT.describe());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 25, 1e4, rise of one cycle is 0.0",
        "1, 25, 1e4, rise of one cycle is 1.0",
        "NaN, 25, 1e4, rise of one cycle is NaN",
        "0.3, 0.9, 1e4, start divisor of one cycle is 0.9",
        "0.3, 25, 0, end divisor of one cycle is 0.0",
        "0.3, 25, Infinity, end divisor of one cycle is Infinity"
    })
    void numbersOutOfRangeAreRefusedByName(double rise, double start, double end, String says) {
        BadInputException error = assertThrows(BadInputException.class, () -> new OneCycle(rise, start, end));
        assertTrue(error.getMessage().startsWith("the " + says), error.getMessage());
    }

    private static double rate(Schedule schedule, double base, long step, int stepsPerEpoch, int epochs) {
        return schedule.rate(base, Progress.atStep(step, stepsPerEpoch), new RunLength(stepsPerEpoch, epochs));
    }
}
