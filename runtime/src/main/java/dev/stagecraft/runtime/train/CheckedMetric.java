package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A metric whose every answer is checked. Its name is asked for once.
 *
 * @param name that neither another metric nor a value of ours has
 */
record CheckedMetric(String name, Metric metric) implements Metric {
    /** What results, metrics files and event files call our own values. */
    private static final Set<String> OURS = Set.of(
            "epoch",
            "step",
            "loss",
            "learningRate",
            "learning_rate",
            "trainLoss",
            "trainAccuracy",
            "testLoss",
            "testAccuracy",
            "validationLoss",
            "validationAccuracy",
            ClassResults.TOP_5_ACCURACY,
            "macroF1",
            "classes",
            "confusion",
            "seconds",
            "imagesPerSecond",
            "images_per_second",
            "dataWaitShare",
            "data_wait_share",
            "weightsSha256",
            "none");

    /**
     * All of them, compared with each other.
     *
     * @throws BadInputException if two have the same name, or one has a name of ours or none
     */
    static List<Metric> all(List<? extends Metric> metrics) {
        List<Metric> checked = new ArrayList<>();
        Map<String, Metric> byName = new HashMap<>();
        for (Metric metric : metrics) {
            CheckedMetric one = metric instanceof CheckedMetric before ? before : of(metric);
            Metric other = byName.put(one.name, one.metric);
            if (other != null) {
                throw UserCalls.wrong(
                        one.metric,
                        "name()",
                        "\"" + one.name + "\", which is also the name of another metric (" + UserCalls.name(other)
                                + ")",
                        "a name of its own");
            }
            checked.add(one);
        }
        return checked;
    }

    private static CheckedMetric of(Metric metric) {
        String name = UserCalls.text(metric, "name()", metric::name);
        if (OURS.contains(name)) {
            throw UserCalls.wrong(
                    metric, "name()", "\"" + name + "\", which Stagecraft uses itself", "a name of its own");
        }
        return new CheckedMetric(name, metric);
    }

    @Override
    public Measurement begin() {
        return new Checked(metric, UserCalls.get(metric, "begin()", metric::begin));
    }

    private record Checked(Metric metric, Measurement running) implements Measurement {
        @Override
        public void add(float[][] logits, int[] labels) {
            UserCalls.run(running, "add(float[][], int[])", () -> running.add(logits, labels));
        }

        @Override
        public double value() {
            return UserCalls.number(running, "value()", running::value, Double::isFinite, "a finite number");
        }
    }
}
