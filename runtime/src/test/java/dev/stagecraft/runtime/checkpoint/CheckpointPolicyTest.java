package dev.stagecraft.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The policy decides and touches nothing, so it is tested without a disk. */
class CheckpointPolicyTest {
    private static final CheckpointPolicy NONE = new CheckpointPolicy(0, 0, Duration.ZERO, 1, Optional.empty());

    private static Point step(long steps, long seconds) {
        return new Point(false, 3, false, steps, Duration.ofSeconds(seconds), Map.of());
    }

    private static Point epoch(int epochs, Map<String, Double> metrics) {
        return new Point(true, epochs, false, 1, Duration.ofSeconds(1), metrics);
    }

    private static SavedCheckpoint kept(long step, Map<String, Double> metrics) {
        return new SavedCheckpoint(Path.of("checkpoint-" + step), step, true, metrics);
    }

    @Test
    void theEndIsAlwaysSavedAndNothingElseWithoutARule() {
        assertTrue(NONE.isDue(new Point(true, 5, true, 1, Duration.ZERO, Map.of()), List.of()));
        assertFalse(NONE.isDue(step(1_000_000, 1_000_000), List.of()));
        assertFalse(NONE.isDue(epoch(4, Map.of("testAccuracy", 1.0)), List.of()));
    }

    @Test
    void everyRuleCountsForItself() {
        CheckpointPolicy epochs = new CheckpointPolicy(2, 0, Duration.ZERO, 1, Optional.empty());
        assertFalse(epochs.isDue(epoch(3, Map.of()), List.of()));
        assertTrue(epochs.isDue(epoch(4, Map.of()), List.of()));
        CheckpointPolicy steps = new CheckpointPolicy(0, 7, Duration.ZERO, 1, Optional.empty());
        assertFalse(steps.isDue(step(6, 99), List.of()));
        assertTrue(steps.isDue(step(7, 0), List.of()));
        CheckpointPolicy time = new CheckpointPolicy(0, 0, Duration.ofMinutes(1), 1, Optional.empty());
        assertFalse(time.isDue(step(99, 59), List.of()));
        assertTrue(time.isDue(step(0, 60), List.of()));
    }

    @Test
    void bestIsSavedWhereItIsBetterThanAllThatIsKept() {
        CheckpointPolicy best = new CheckpointPolicy(0, 0, Duration.ZERO, 1, Optional.of("testAccuracy"));
        List<SavedCheckpoint> kept = List.of(kept(1, Map.of("testAccuracy", 0.8)), kept(2, Map.of()));
        assertTrue(best.isDue(epoch(3, Map.of("testAccuracy", 0.9)), kept));
        assertFalse(best.isDue(epoch(3, Map.of("testAccuracy", 0.8)), kept));
        assertFalse(best.isDue(epoch(3, Map.of("testLoss", 0.1)), kept));
        assertTrue(best.isDue(epoch(1, Map.of("testAccuracy", 0.1)), List.of()));
        CheckpointPolicy loss = new CheckpointPolicy(0, 0, Duration.ZERO, 1, Optional.of("testLoss"));
        List<SavedCheckpoint> losses = List.of(kept(1, Map.of("testLoss", 0.5)));
        assertTrue(loss.isDue(epoch(3, Map.of("testLoss", 0.4)), losses));
        assertFalse(loss.isDue(epoch(3, Map.of("testLoss", 0.6)), losses));
    }

    @Test
    void newestAndBestStay() {
        SavedCheckpoint one = kept(1, Map.of("testAccuracy", 0.7));
        SavedCheckpoint two = kept(2, Map.of("testAccuracy", 0.9));
        SavedCheckpoint three = kept(3, Map.of("testAccuracy", 0.9));
        SavedCheckpoint four = kept(4, Map.of());
        SavedCheckpoint five = kept(5, Map.of("testAccuracy", 0.8));
        List<SavedCheckpoint> all = List.of(three, one, five, two, four);
        CheckpointPolicy last2 = new CheckpointPolicy(0, 0, Duration.ZERO, 2, Optional.empty());
        assertEquals(List.of(three, two, one), last2.surplus(all));
        CheckpointPolicy best = new CheckpointPolicy(0, 0, Duration.ZERO, 2, Optional.of("testAccuracy"));
        assertEquals(List.of(three, one), best.surplus(all), "the older of two equally good ones is the best");
        assertEquals(List.of(), best.surplus(List.of(four, five)));
    }

    @Test
    void unevaluatedStepComesBeforeTheSameOneEvaluated() {
        SavedCheckpoint before = new SavedCheckpoint(Path.of("checkpoint-4-unevaluated"), 4, false, Map.of());
        SavedCheckpoint after = kept(4, Map.of("testAccuracy", 0.5));
        assertEquals(List.of(before), NONE.surplus(List.of(after, before)));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> new CheckpointPolicy(-1, 0, Duration.ZERO, 1, Optional.empty()),
                () -> new CheckpointPolicy(0, -1, Duration.ZERO, 1, Optional.empty()),
                () -> new CheckpointPolicy(0, 0, Duration.ofSeconds(-1), 1, Optional.empty()),
                () -> new CheckpointPolicy(0, 0, Duration.ZERO, 0, Optional.empty()))) {
            assertThrows(BadInputException.class, wrong::run);
        }
    }
}
