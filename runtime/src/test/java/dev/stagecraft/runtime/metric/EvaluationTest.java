package dev.stagecraft.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is measured over batches of different sizes, and how it is handed out. */
class EvaluationTest {
    private static final ClassResults NONE = new ClassResults(List.of(), OptionalDouble.empty(), Optional.empty());

    @Test
    void eachImageCountsTheSame() {
        LossAndAccuracy merged = LossAndAccuracy.ofBatch(1.0, 3, 3).merge(LossAndAccuracy.ofBatch(5.0, 0, 1));
        assertEquals(2.0, merged.loss());
        assertEquals(0.75, merged.accuracy());
        assertEquals(4, merged.images());
    }

    @Test
    void noImagesChangeNothingAndHaveNoMean() {
        LossAndAccuracy batch = LossAndAccuracy.ofBatch(0.5, 1, 2);
        assertEquals(batch, LossAndAccuracy.EMPTY.merge(batch));
        assertEquals(Double.NaN, LossAndAccuracy.EMPTY.loss());
        assertEquals(Double.NaN, LossAndAccuracy.EMPTY.accuracy());
    }

    @Test
    void metricsAreInTheOrderOfTheirNamesAndCannotBeChanged() {
        Map<String, Double> given = new HashMap<>(Map.of("topTwo", 0.9, "area", 0.5));
        Evaluation evaluation = new Evaluation(LossAndAccuracy.EMPTY, NONE, given);
        given.clear();
        assertEquals(List.of("area", "topTwo"), List.copyOf(evaluation.metrics().keySet()));
        assertThrows(UnsupportedOperationException.class, evaluation.metrics()::clear);
    }
}
