package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.setting.Setting;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.state.OlderTexts;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the weights of a run depend on beside its network.
 *
 * @param chosen as it is kept with checkpoints, but for the images
 * @param images of the run
 * @param stepsPerEpoch batches that the images to train on are cut into
 */
record RunSettings(RunMetadata chosen, RunImages images, int stepsPerEpoch) {
    /** Of a run on some data, whose images these are. */
    static RunSettings of(DataSet data, RunImages images, TrainingOptions options, Device device) {
        Map<String, String> settings = new TreeMap<>();
        for (Setting<?> setting : TrainingSettings.ALL) {
            setting.saved(options).ifPresent(text -> settings.put(text.getKey(), text.getValue()));
        }
        settings.putAll(options.feed(data).settings());
        int steps = Math.toIntExact(((long) data.train().size() + options.batchSize() - 1) / options.batchSize());
        return new RunSettings(
                RunMetadata.of(
                        data.name(),
                        options.seed(),
                        settings,
                        device.name(),
                        device.threads(),
                        images.skipped(),
                        data.classNames()),
                images,
                steps);
    }

    /** The same, with where the run's data and class were found. */
    RunSettings from(RunOrigin origin) {
        String classPath = origin.classPath().orElse(null);
        return new RunSettings(
                chosen.from(
                        origin.dataKind(),
                        origin.dataPlace(),
                        classPath,
                        origin.dataSplit().orElse(null)),
                images,
                stepsPerEpoch);
    }

    /** As it is kept with checkpoints. All images are hashed now if they were not before. */
    RunMetadata metadata() {
        return chosen.withSettings(images.texts());
    }

    /** The same settings as earlier versions kept them. */
    OlderTexts older() {
        return images::older;
    }

    /** Whether no epoch waits for its evaluation. */
    boolean isEvaluated(Progress progress) {
        return progress.batches() < stepsPerEpoch;
    }
}
