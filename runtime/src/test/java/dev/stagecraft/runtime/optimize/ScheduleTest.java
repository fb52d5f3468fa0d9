package dev.stagecraft.runtime.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.metric.Progress;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static double rate(Schedule schedule, long step) {
        return schedule.rate(0.8, Progress.atStep(step, 10), new RunLength(10, 6));
    }

    @Test
    void constantStays() {
        assertEquals(0.8, rate(new Constant(), 0));
        assertEquals(0.8, rate(new Constant(), 59));
    }

    @Test
    void stepDecayFallsAtTheFirstStepOfAnEpoch() {
        Schedule schedule = new StepDecay(2, 0.1);
        assertEquals(0.8, rate(schedule, 19));
        assertEquals(0.08, rate(schedule, 20), 1e-15);
        assertEquals(0.008, rate(schedule, 40), 1e-15);
    }

    @Test
    void cosineGoesFromTheRateThroughItsMiddleToTheLow() {
        Schedule schedule = new Cosine(0.2);
        assertEquals(0.8, rate(schedule, 0));
        assertEquals(0.5, rate(schedule, 30), 1e-15);
        assertEquals(0.2 + 0.3 * (1 + Math.cos(Math.PI / 3)), rate(schedule, 20), 1e-15);
        assertEquals(0.2, rate(schedule, 60), 1e-15);
        assertEquals(0.2, rate(schedule, 70), 1e-15);
    }

    @Test
    void warmUpGrowsToTheRateAndTheRestIsARunOfItsOwn() {
        Schedule schedule = WarmUp.before(new Cosine(0), 2);
        assertEquals(0.04, rate(schedule, 0), 1e-15);
        assertEquals(0.4, rate(schedule, 9), 1e-15);
        assertEquals(0.8, rate(schedule, 19), 1e-15);
        assertEquals(0.8, rate(schedule, 20), 1e-15);
        assertEquals(0.4, rate(schedule, 40), 1e-15);
        assertEquals(new Constant(), WarmUp.before(new Constant(), 0));
    }

    @Test
    void onlyTheCosineKnowsTheEnd() {
        assertFalse(new Constant().dependsOnEpochs());
        assertFalse(new StepDecay(1, 0.5).dependsOnEpochs());
        assertFalse(new WarmUp(1, new Constant()).dependsOnEpochs());
        assertTrue(new Cosine(0).dependsOnEpochs());
        assertTrue(new WarmUp(1, new Cosine(0)).dependsOnEpochs());
    }

    @Test
    void descriptionsTellAllNumbers() {
        assertEquals("step, times 0.1 every 30 epochs", new StepDecay(30, 0.1).describe());
        assertEquals("cosine to 0.0, after 5 epochs of warm-up", new WarmUp(5, new Cosine(0)).describe());
        assertEquals("sgd", Sgd.PLAIN.describe());
        assertEquals("sgd, momentum 0.9, weight decay 1.0E-4", new Sgd(0.9, false, 1e-4).describe());
        assertEquals("sgd, nesterov 0.9", new Sgd(0.9, true, 0).describe());
        assertEquals("adam, beta1 0.9, beta2 0.999, epsilon 1.0E-8", Adam.DEFAULT.describe());
        assertEquals("adamw, beta1 0.9, beta2 0.999, epsilon 1.0E-8, weight decay 0.01", AdamW.DEFAULT.describe());
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        refused("momentum is 1.0", () -> new Sgd(1, false, 0));
        refused("momentum is NaN", () -> new Sgd(Double.NaN, false, 0));
        refused("Nesterov", () -> new Sgd(0, true, 0));
        refused("weight decay is -1.0", () -> new Sgd(0, false, -1));
        refused("beta1 is 1.0", () -> new Adam(1, 0.9, 1e-8, 0));
        refused("beta2 is 0.99999999999", () -> new Adam(0.9, 0.99999999999, 1e-8, 0));
        refused("epsilon is 0.0", () -> new AdamW(0.9, 0.9, 0, 0));
        refused("two decays is 0", () -> new StepDecay(0, 0.1));
        refused("decay factor is 1.5", () -> new StepDecay(1, 1.5));
        refused("lowest learning rate is -0.1", () -> new Cosine(-0.1));
        refused("warm-up epochs is -1", () -> new WarmUp(-1, new Constant()));
    }

    private static void refused(String says, Runnable making) {
        BadInputException error = assertThrows(BadInputException.class, making::run);
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }
}
