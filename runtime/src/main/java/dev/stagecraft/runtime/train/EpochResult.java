package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of an epoch.
 *
 * @param epoch from 1
 * @param loss mean softmax cross-entropy over the epoch's training images, in nats, each before the update of its step
 * @param trainAccuracy share of them that were classified correctly, before the update of their step
 * @param testAccuracy share of the test images that the network classifies correctly after the epoch
 * @param seconds that the whole epoch took, including the evaluation
 * @param imagesPerSecond training images per second of training, without the evaluation
 * @param testLoss mean softmax cross-entropy over the test images after the epoch, in nats
 * @param metrics the values of further metrics on the test images, by name
 * @param weightsSha256 of all weights after the epoch; see {@link TrainableNetwork#weightsSha256}
 * @param progress after the epoch
 */
public record EpochResult(
        int epoch,
        double loss,
        double trainAccuracy,
        double testAccuracy,
        double seconds,
        double imagesPerSecond,
        double testLoss,
        Map<String, Double> metrics,
        String weightsSha256,
        Progress progress) {
    /** Copies the metrics, in the order of their names. */
    public EpochResult {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }

    /** Every value by which checkpoints can be compared, by name. */
    public Map<String, Double> values() {
        Map<String, Double> all = new TreeMap<>(metrics);
        all.put("loss", loss);
        all.put("trainAccuracy", trainAccuracy);
        all.put("testAccuracy", testAccuracy);
        all.put("testLoss", testLoss);
        // A file of JSON knows no such numbers, and nothing can be best by them.
        all.values().removeIf(value -> !Double.isFinite(value));
        return all;
    }
}
