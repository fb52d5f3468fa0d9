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
 * When a run is saved and which checkpoints are kept. A policy only decides: its answers depend on nothing but its
 * arguments.
 *
 * @param everyEpochs epochs between two saves; 0: never
 * @param everySteps steps between two saves; 0: never
 * @param every time between two saves; zero: never
 * @param keepLast how many of the newest stay, at least 1; of one step's before and after its evaluation the latter
 * @param best the metric by which the best one is saved and stays, empty for none; where the data has a part to
 *     validate on, {@code testAccuracy} and {@code testLoss} are taken from that part
 */
public record CheckpointPolicy(int everyEpochs, long everySteps, Duration every, int keepLast, Optional<String> best) {
    private static final String TEST = "test";
    private static final String VALIDATION = "validation";

    /** Our own metrics of the test part, and what takes their place. */
    private static final Map<String, String> TEST_METRICS =
            Map.of("testAccuracy", "validationAccuracy", "testLoss", "validationLoss");

    /**
     * Saves after every epoch and every ten minutes. Keeps the newest three checkpoints and the best by test accuracy.
     */
    public static final CheckpointPolicy DEFAULT =
            new CheckpointPolicy(1, 0, Duration.ofMinutes(10), 3, Optional.of("testAccuracy"));

    /**
     * Checks the ranges.
     *
     * @throws BadInputException if a value is outside its range
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
     * @throws BadInputException if the best one would be kept by a part that the data does not have
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
     * Whether to save the run at a point. The end of a run is always saved.
     *
     * @param kept the existing checkpoints
     */
    public boolean isDue(Point point, List<SavedCheckpoint> kept) {
        boolean bySteps = everySteps > 0 && point.stepsSinceSave() >= everySteps;
        boolean byTime = !every.isZero() && point.sinceSave().compareTo(every) >= 0;
        boolean byEpochs = point.epochDone() && everyEpochs > 0 && point.epochs() % everyEpochs == 0;
        return point.last() || bySteps || byTime || byEpochs || (point.epochDone() && isBest(point, kept));
    }

    private boolean isBest(Point point, List<SavedCheckpoint> kept) {
        return best.filter(point.metrics()::containsKey)
                .filter(metric -> kept.stream()
                        .filter(each -> each.metrics().containsKey(metric))
                        .allMatch(each ->
                                isBetter(metric, value(point.metrics(), metric), value(each.metrics(), metric))))
                .isPresent();
    }

    /**
     * The checkpoints that are no longer needed: neither among the newest nor the best. Of two equally good ones, the
     * older counts as the best.
     */
    public List<SavedCheckpoint> surplus(List<SavedCheckpoint> all) {
        List<SavedCheckpoint> newestFirst =
                all.stream().sorted(Comparator.reverseOrder()).toList();
        // A step may be there twice, before its epoch's evaluation and after it, of equal weights: that is one to keep.
        Set<Long> steps = new HashSet<>();
        Set<SavedCheckpoint> staying = newestFirst.stream()
                .filter(each -> steps.add(each.step()))
                .limit(keepLast)
                .collect(Collectors.toCollection(HashSet::new));
        bestOf(all).ifPresent(staying::add);
        return newestFirst.stream().filter(each -> !staying.contains(each)).toList();
    }

    /**
     * The best of some checkpoints. Of two equally good ones, the older counts as the best.
     *
     * @return the best; empty if none has the metric, or this policy has none
     */
    public Optional<SavedCheckpoint> bestOf(List<SavedCheckpoint> all) {
        return best.flatMap(metric -> best(all, metric));
    }

    /** The best checkpoint by a metric, of equally good ones the oldest; empty if none has the metric. */
    static Optional<SavedCheckpoint> best(List<SavedCheckpoint> all, String metric) {
        return all.stream()
                .sorted()
                .filter(each -> each.metrics().containsKey(metric))
                .reduce((one, other) ->
                        isBetter(metric, value(other.metrics(), metric), value(one.metrics(), metric)) ? other : one);
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
     * A point at which a run could be saved: after a step, or after the evaluation of an epoch.
     *
     * @param epochDone whether an epoch has just been evaluated
     * @param epochs completed
     * @param last whether this is the end of the run
     * @param stepsSinceSave steps since the run was last saved, or started
     * @param sinceSave time since the run was last saved, or started
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
