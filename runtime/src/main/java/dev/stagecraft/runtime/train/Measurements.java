package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The metrics of one evaluation; logits are fetched only where there are any. */
final class Measurements {
    private final List<Metric> metrics;
    private final List<Metric.Measurement> running = new ArrayList<>();

    /** @throws dev.stagecraft.runtime.BadInputException if their names clash */
    Measurements(List<? extends Metric> metrics) {
        this.metrics = CheckedMetric.all(metrics);
        this.metrics.forEach(metric -> running.add(metric.begin()));
    }

    /** Asks for what they need. */
    Session.Runner fetch(Session.Runner runner, Operand<TFloat32> logits) {
        return running.isEmpty() ? runner : runner.fetch(logits);
    }

    /** Takes it in, and says how many results that were. */
    int take(Result result, int[] labels) {
        if (running.isEmpty()) {
            return 0;
        }
        float[][] logits = rows((TFloat32) result.get(0));
        running.forEach(measurement -> measurement.add(logits, labels));
        return 1;
    }

    Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            values.put(metrics.get(i).name(), running.get(i).value());
        }
        return values;
    }

    private static float[][] rows(TFloat32 tensor) {
        float[][] rows =
                new float[(int) tensor.shape().get(0)][(int) tensor.shape().get(1)];
        for (int i = 0; i < rows.length; i++) {
            tensor.get(i).copyTo(NdArrays.wrap(Shape.of(rows[i].length), DataBuffers.of(rows[i], false, false)));
        }
        return rows;
    }
}
