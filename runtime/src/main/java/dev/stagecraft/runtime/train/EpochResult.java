package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Progress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The results of an epoch.
 *
 * @param epoch from 1
 * @param loss mean softmax cross-entropy over the epoch's training images, in nats, each before the update of its step
 * @param trainAccuracy share of them that were classified correctly, before the update of their step
 * @param testAccuracy share of the test images that the network classifies correctly after the epoch; NaN if they were
 *     not looked at: if the data has validation images, the test images are looked at only after the last epoch
 * @param seconds that the whole epoch took, including the evaluation
 * @param imagesPerSecond training images per second of training, without the evaluation
 * @param dataWaitShare share of the time of training, without the evaluation, in which a step waited for its images,
 *     from 0 to 1; of a resumed epoch only the part since then counts
 * @param testLoss mean softmax cross-entropy over the test images after the epoch, in nats; NaN like the accuracy
 * @param validation loss and accuracy over the validation images after the epoch; empty if the data has none
 * @param metrics the values of further metrics, by name, on the validation images, or on the test images if there are no
 *     validation images
 * @param classes how well each class was recognized, on the same images as {@code metrics}
 * @param finalClasses how well each class was recognized at the end of the run, on the test images, or on the validation
 *     images if there are no test images; empty before the last epoch
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
        double dataWaitShare,
        double testLoss,
        Optional<LossAndAccuracy> validation,
        Map<String, Double> metrics,
        Optional<ClassResults> classes,
        Optional<ClassResults> finalClasses,
        String weightsSha256,
        Progress progress) {
    /** The results for data without validation images, and without results for each class. */
    public EpochResult(
            int epoch,
            double loss,
            double trainAccuracy,
            double testAccuracy,
            double seconds,
            double imagesPerSecond,
            double dataWaitShare,
            double testLoss,
            Map<String, Double> metrics,
            String weightsSha256,
            Progress progress) {
        this(
                epoch,
                loss,
                trainAccuracy,
                testAccuracy,
                seconds,
                imagesPerSecond,
                dataWaitShare,
                testLoss,
                Optional.empty(),
                metrics,
                Optional.empty(),
                Optional.empty(),
                weightsSha256,
                progress);
    }

    /** Whether the test images were looked at. */
    public boolean isTested() {
        return !Double.isNaN(testAccuracy);
    }

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
        classes.ifPresent(found -> {
            found.top5Accuracy().ifPresent(value -> all.put(ClassResults.TOP_5_ACCURACY, value));
            all.put("macroF1", found.macroF1());
        });
        validation.ifPresent(found -> {
            all.put("validationAccuracy", found.accuracy());
            all.put("validationLoss", found.loss());
        });
        // A file of JSON knows no such numbers, and nothing can be best by them.
        all.values().removeIf(value -> !Double.isFinite(value));
        return all;
    }
}
