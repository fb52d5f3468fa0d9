package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a run is saved and which checkpoints stay. It decides and does nothing: what it is told is all it knows.
 *
 * @param everyEpochs epochs between two saves; 0 for none by this rule
 * @param everySteps steps between two saves; 0 for none by this rule
 * @param every time between two saves; zero for none by this rule
 * @param keepLast how many of the newest stay, 1 or more; of one step's before and after its
 *     evaluation the latter
 * @param best the metric by which the best one is saved and stays, empty for none; where the data has a part to validate on,
 *     {@code testAccuracy} and {@code testLoss} are taken from that part
 */
public record CheckpointPolicy(int everyEpochs, long everySteps, Duration every, int keepLast, Optional<String> best) {
    private static final String TEST = "test";
    private static final String VALIDATION = "validation";

    /** Our own metrics of the test part, and what takes their place. */
    private static final Map<String, String> TEST_METRICS =
            Map.of("testAccuracy", "validationAccuracy", "testLoss", "validationLoss");

    /** Every epoch and every ten minutes; the newest three stay, and the best by test accuracy. */
    public static final CheckpointPolicy USUAL =
            new CheckpointPolicy(1, 0, Duration.ofMinutes(10), 3, Optional.of("testAccuracy"));

    /**
     * Checks the ranges.
     *
     * @throws BadInputException where a value is outside its range
     */
    public CheckpointPolicy {
        require(everyEpochs >= 0, "number of epochs between two saves", everyEpochs, "at least 0");
        require(everySteps >= 0, "number of steps between two saves", everySteps, "at least 0");
        require(!every.isNegative(), "time between two saves", every, "at least 0");
        require(keepLast >= 1, "number of checkpoints to keep", keepLast, "at least 1");
    }

    /**
     * The same for a run.
     *
     * @param validates whether its data has a part to validate on, which then stands for the test part
     * @throws BadInputException where the best one would be kept by a part that the data does not have
     */
    public CheckpointPolicy forRun(boolean validates) {
        if (!validates && best.filter(metric -> metric.startsWith(VALIDATION)).isPresent()) {
            throw new BadInputException("the best checkpoint is to be kept by " + best.get()
                    + ", but the data has no validation images; use " + TEST
                    + best.get().substring(VALIDATION.length()) + ", or take some with --validation-share");
        }
        Optional<String> measured = validates ? best.map(metric -> TEST_METRICS.getOrDefault(metric, metric)) : best;
        return new CheckpointPolicy(everyEpochs, everySteps, every, keepLast, measured);
    }

    /**
     * Whether the run is saved at a point. Its end always is.
     *
     * @param kept the checkpoints there are
     */
    public boolean isDue(Point point, List<Kept> kept) {
        boolean bySteps = everySteps > 0 && point.stepsSinceSave() >= everySteps;
        boolean byTime = !every.isZero() && point.sinceSave().compareTo(every) >= 0;
        boolean byEpochs = point.epochDone() && everyEpochs > 0 && point.epochs() % everyEpochs == 0;
        return point.last() || bySteps || byTime || byEpochs || (point.epochDone() && isBest(point, kept));
    }

    private boolean isBest(Point point, List<Kept> kept) {
        return best.filter(point.metrics()::containsKey)
                .filter(metric -> kept.stream()
                        .filter(each -> each.metrics().containsKey(metric))
                        .allMatch(each ->
                                isBetter(metric, value(point.metrics(), metric), value(each.metrics(), metric))))
                .isPresent();
    }

    /** The checkpoints that need not stay: neither among the newest nor the best. Of two equally good the older is best. */
    public List<Kept> surplus(List<Kept> all) {
        List<Kept> newestFirst = all.stream().sorted(Comparator.reverseOrder()).toList();
        // A step may be there twice, before its epoch's evaluation and after it, of equal weights: that is one to keep.
        Set<Long> steps = new HashSet<>();
        Set<Kept> staying = newestFirst.stream()
                .filter(each -> steps.add(each.step()))
                .limit(keepLast)
                .collect(Collectors.toCollection(HashSet::new));
        best.flatMap(metric -> all.stream()
                        .sorted()
                        .filter(each -> each.metrics().containsKey(metric))
                        .reduce((one, other) ->
                                isBetter(metric, value(other.metrics(), metric), value(one.metrics(), metric))
                                        ? other
                                        : one))
                .ifPresent(staying::add);
        return newestFirst.stream().filter(each -> !staying.contains(each)).toList();
    }

    /** A loss is better when it is smaller, all else when it is larger. */
    private static double value(Map<String, Double> metrics, String metric) {
        return Objects.requireNonNull(metrics.get(metric));
    }

    private static boolean isBetter(String metric, double one, double other) {
        return metric.toLowerCase(Locale.ROOT).endsWith("loss") ? one < other : one > other;
    }

    private static void require(boolean right, String what, Object found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + "; it must be " + expected);
        }
    }

    /**
     * A point at which a run could be saved: after a step, or after an epoch's evaluation.
     *
     * @param epochDone whether an epoch has just been evaluated
     * @param epochs done whole
     * @param last whether nothing follows
     * @param stepsSinceSave steps since the run was last saved, or began
     * @param sinceSave time since the run was last saved, or began
     * @param metrics of the epoch that has just been evaluated, by name
     */
    public record Point(
            boolean epochDone,
            int epochs,
            boolean last,
            long stepsSinceSave,
            Duration sinceSave,
            Map<String, Double> metrics) {}
}
