package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted for each class, against numbers by hand and against a metric of a user's own. */
class ClassCountsTest {
    /** The numbers are those of scikit-learn's classification_report with zero_division=0. */
    @Test
    void threeClassesByHand() {
        ClassCounts counts = new ClassCounts(3);
        counts.add(new float[] {2, 1, 0, /**/ 0, 1, 0, /**/ 5, 1, 2}, new int[] {0, 0, 0});
        counts.add(new float[] {0, 1, 0, /**/ 0, 3, 2}, new int[] {1, 2});
        ClassResults found = counts.results(List.of("cat", "dog", "eel"));
        assertArrayEquals(
                new int[][] {{2, 1, 0}, {0, 1, 0}, {0, 1, 0}},
                found.confusion().orElseThrow().rows());
        ClassResult cat = found.classes().get(0);
        assertEquals(new ClassResult(0, "cat", 3, 2, 2), cat);
        assertEquals(1.0, cat.precision());
        assertEquals(2 / 3.0, cat.recall());
        assertEquals(0.8, cat.f1(), 1e-15);
        ClassResult dog = found.classes().get(1);
        assertEquals(1 / 3.0, dog.precision());
        assertEquals(1.0, dog.recall());
        assertEquals(0.5, dog.f1());
        ClassResult eel = found.classes().get(2);
        assertEquals(0.0, eel.precision(), "never predicted");
        assertEquals(0.0, eel.recall());
        assertEquals(0.0, eel.f1());
        assertEquals(1.3 / 3, found.macroF1(), 1e-15);
    }

    @Test
    void topFiveOfThreeClassesIsAbsentAndOfSixIsCounted() {
        for (int classes = 2; classes <= 5; classes++) {
            ClassCounts few = new ClassCounts(classes);
            few.add(new float[classes], new int[] {classes - 1});
            assertEquals(OptionalDouble.empty(), few.results(List.of()).top5Accuracy());
        }
        ClassCounts six = new ClassCounts(6);
        six.add(new float[] {5, 4, 3, 2, 1, 0}, new int[] {4});
        six.add(new float[] {5, 4, 3, 2, 1, 0}, new int[] {5});
        assertEquals(OptionalDouble.of(0.5), six.results(List.of()).top5Accuracy());
        assertEquals(List.of("0", "1", "2", "3", "4", "5"), names(six), "without names the numbers stand for them");
    }

    private static List<String> names(ClassCounts counts) {
        return counts.results(List.of()).classes().stream()
                .map(ClassResult::name)
                .toList();
    }

    @Test
    void ofEqualLogitsTheFirstIsTheLargest() {
        ClassCounts counts = new ClassCounts(6);
        counts.add(new float[6], new int[] {0});
        counts.add(new float[6], new int[] {4});
        counts.add(new float[6], new int[] {5});
        ClassResults found = counts.results(List.of());
        assertEquals(3, found.classes().get(0).predicted());
        assertEquals(OptionalDouble.of(2 / 3.0), found.top5Accuracy());
    }

    @Test
    void logitThatIsNoNumberIsNotAmongTheLargest() {
        ClassCounts counts = new ClassCounts(6);
        counts.add(new float[] {0, 1, Float.NaN, 3, 4, 5}, new int[] {2});
        assertEquals(OptionalDouble.of(0), counts.results(List.of()).top5Accuracy());
    }

    @Test
    void classWithoutImagesThatWasNeverPredictedDoesNotCountForTheMean() {
        ClassCounts counts = new ClassCounts(3);
        counts.add(new float[] {1, 0, 0, /**/ 0, 1, 0}, new int[] {0, 1});
        assertEquals(1.0, counts.results(List.of()).macroF1());
        assertTrue(Double.isNaN(new ClassCounts(3).results(List.of()).macroF1()));
    }

    @Test
    void matrixIsCountedOfAThousandClassesAndOfNoMore() {
        assertTrue(new ClassCounts(ConfusionMatrix.MOST_CLASSES)
                .results(List.of())
                .confusion()
                .isPresent());
        ClassCounts more = new ClassCounts(ConfusionMatrix.MOST_CLASSES + 1);
        more.add(new float[ConfusionMatrix.MOST_CLASSES + 1], new int[] {7});
        assertFalse(more.results(List.of()).confusion().isPresent());
        assertEquals(1, more.results(List.of()).classes().get(7).images());
        assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(new int[2][3]));
    }

    /** A user's way of counting: it sorts. */
    private static final class TopFive implements Metric {
        @Override
        public String name() {
            return "sortedTopFive";
        }

        @Override
        public Measurement begin() {
            return new Measurement() {
                private final List<Boolean> hits = new ArrayList<>();

                @Override
                public void add(float[][] logits, int[] labels) {
                    for (int i = 0; i < labels.length; i++) {
                        float[] row = logits[i];
                        List<Integer> order = IntStream.range(0, row.length)
                                .boxed()
                                .sorted(Comparator.comparing((Integer j) -> -row[j]))
                                .toList();
                        hits.add(order.subList(0, 5).contains(labels[i]));
                    }
                }

                @Override
                public double value() {
                    return Collections.frequency(hits, true) / (double) hits.size();
                }
            };
        }
    }

    @Test
    void evaluationAgreesWithItsGraphAndWithAUsersMetricForAnyBatchSize() {
        DataSet data = Shapes.draw(1, 200, 90);
        TrainingOptions options = new TrainingOptions(2, 20, 0.1, 1);
        try (TrainableNetwork network = TrainableNetwork.open(
                new TinyNetwork(6), data.train().shape(), Device.choose(Device.Preference.CPU), options)) {
            new Trainer(network, data, options).train();
            Evaluation whole = network.evaluate(data.test(), 90, List.of(new TopFive()));
            ClassResults found = whole.classes();
            assertEquals(
                    whole.lossAndAccuracy().correct(),
                    found.classes().stream().mapToLong(ClassResult::correct).sum());
            assertEquals(
                    90, found.classes().stream().mapToLong(ClassResult::images).sum());
            assertEquals(
                    90,
                    found.classes().stream().mapToLong(ClassResult::predicted).sum());
            double top = found.top5Accuracy().orElseThrow();
            assertEquals(whole.metrics().get("sortedTopFive"), top);
            assertTrue(top > whole.lossAndAccuracy().accuracy() && top < 1, "it shows nothing: " + top);
            assertEquals(found, network.evaluate(data.test(), 7, List.of()).classes());
        }
    }
}
