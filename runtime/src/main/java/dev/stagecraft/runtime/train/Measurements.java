package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.types.TFloat32;

/** What one evaluation has measured so far. */
final class Measurements {
    private final List<Metric> metrics;
    private final List<Metric.Measurement> running = new ArrayList<>();
    private final ClassCounts counts;
    private final int classes;
    private LossAndAccuracy total = LossAndAccuracy.EMPTY;

    /**
     * Nothing measured yet.
     *
     * @param classes of the network
     * @throws dev.stagecraft.runtime.BadInputException if the names of metrics clash
     */
    Measurements(int classes, List<? extends Metric> metrics) {
        this.classes = classes;
        this.counts = new ClassCounts(classes);
        this.metrics = CheckedMetric.all(metrics);
        this.metrics.forEach(metric -> running.add(metric.begin()));
    }

    /**
     * Adds a batch.
     *
     * @param tensor the logits, {@code [batch, classes]}
     */
    void add(LossAndAccuracy batch, TFloat32 tensor, int[] labels) {
        float[] logits = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(logits);
        total = total.merge(batch);
        counts.add(logits, labels);
        if (!running.isEmpty()) {
            float[][] rows = rows(logits);
            running.forEach(measurement -> measurement.add(rows, labels));
        }
    }

    /**
     * The results.
     *
     * @param names of the classes; empty if they have none
     */
    Evaluation result(List<String> names) {
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            values.put(metrics.get(i).name(), running.get(i).value());
        }
        return new Evaluation(total, counts.results(names), values);
    }

    private float[][] rows(float[] logits) {
        float[][] rows = new float[logits.length / classes][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
        }
        return rows;
    }
}
