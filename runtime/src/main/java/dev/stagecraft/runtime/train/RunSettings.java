package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.bundle.RunFacts;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.setting.Setting;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.state.OlderTexts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that the weights of a run depend on beside its network.
 *
 * @param facts as they are kept with checkpoints
 * @param older the same settings as earlier versions kept them
 * @param stepsPerEpoch batches that the images to train on are cut into
 */
record RunSettings(RunFacts facts, OlderTexts older, int stepsPerEpoch) {
    /**
     * Of a run.
     *
     * @param train the data's images to train on
     * @param validation the data's images to validate on
     * @param test the data's images to test on
     */
    static RunSettings of(
            DataSet data,
            HashedImages train,
            Optional<HashedImages> validation,
            HashedImages test,
            TrainingOptions options,
            Device device) {
        Map<String, String> settings = new TreeMap<>();
        for (Setting<?> setting : TrainingSettings.ALL) {
            setting.saved(options).ifPresent(text -> settings.put(text.getKey(), text.getValue()));
        }
        settings.putAll(data.feed().settings());
        settings.put(RunFacts.TRAIN_IMAGES, train.saved().text());
        validation.ifPresent(images ->
                settings.put(RunFacts.VALIDATION_IMAGES, images.saved().text()));
        settings.put(RunFacts.TEST_IMAGES, test.saved().text());
        OlderTexts older = setting -> switch (setting) {
            case RunFacts.TRAIN_IMAGES -> train.sampled().text();
            case RunFacts.TEST_IMAGES -> test.sampled().text();
            default -> null;
        };
        int steps = Math.toIntExact(((long) data.train().size() + options.batchSize() - 1) / options.batchSize());
        return new RunSettings(
                new RunFacts(data.name(), options.seed(), settings, device.name()).withThreads(device.threads()),
                older,
                steps);
    }

    /** The same, with where the run's data and class were found. */
    RunSettings from(RunOrigin origin) {
        String classPath = origin.classPath().orElse(null);
        return new RunSettings(
                facts.from(
                        origin.dataKind(),
                        origin.dataPlace(),
                        classPath,
                        origin.dataSplit().orElse(null)),
                older,
                stepsPerEpoch);
    }

    /** Whether no epoch waits for its evaluation. */
    boolean isEvaluated(Progress progress) {
        return progress.batches() < stepsPerEpoch;
    }
}
