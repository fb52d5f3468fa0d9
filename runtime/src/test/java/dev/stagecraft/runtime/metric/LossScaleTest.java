package dev.stagecraft.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the loss scale follows the steps of a run. */
class LossScaleTest {
    @Test
    void itHalvesAtOnceAndDoublesAfterManyGoodSteps() {
        LossScale scale = LossScale.FIRST.afterGoodStep().afterSkippedStep();
        assertEquals(new LossScale(32768, 0, 1), scale);
        for (int i = 1; i < LossScale.STEPS_TO_DOUBLE; i++) {
            scale = scale.afterGoodStep();
        }
        assertEquals(new LossScale(32768, 1999, 1), scale);
        assertEquals(new LossScale(65536, 0, 1), scale.afterGoodStep());
    }

    @Test
    void itHasTwoEnds() {
        LossScale least = new LossScale(2, 5, 0).afterSkippedStep();
        assertTrue(least.isLeast());
        assertEquals(new LossScale(1, 0, 2), least.afterSkippedStep());
        LossScale most = new LossScale(LossScale.MOST, LossScale.STEPS_TO_DOUBLE - 1, 0).afterGoodStep();
        assertEquals(new LossScale(LossScale.MOST, 0, 0), most);
        assertFalse(most.isLeast());
        LossScale oftenSkipped = new LossScale(2, 0, LossScale.MOST_SKIPPED);
        assertEquals(LossScale.MOST_SKIPPED, oftenSkipped.afterSkippedStep().skippedSteps());
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 0",
        "0.5, 0, 0",
        "0, 0, 0",
        "8589934592, 0, 0",
        "NaN, 0, 0",
        "2, -1, 0",
        "2, 2000, 0",
        "2, 0, -1",
        "2, 0, 9007199254740993",
        "2, 0, 9223372036854775807"
    })
    void noOtherIsPossible(float factor, int goodSteps, long skippedSteps) {
        assertThrows(IllegalArgumentException.class, () -> new LossScale(factor, goodSteps, skippedSteps));
    }

    @Test
    void progressCarriesIt() {
        Progress from = Progress.START.withLossScale(LossScale.FIRST);
        LossAndAccuracy batch = LossAndAccuracy.ofBatch(1, 1, 4);
        assertEquals(LossScale.FIRST.afterGoodStep(), from.afterStep(batch, 1).lossScale());
        Progress skipped = from.afterSkippedStep(1);
        assertEquals(LossScale.FIRST.afterSkippedStep(), skipped.lossScale());
        assertEquals(1, skipped.step());
        assertEquals(0, skipped.images());
        assertEquals(skipped.lossScale(), skipped.afterEpoch().lossScale());
        assertNull(Progress.START.afterSkippedStep(1).lossScale());
    }
}
