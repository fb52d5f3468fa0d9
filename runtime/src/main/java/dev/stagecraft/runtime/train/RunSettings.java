package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.bundle.SavedInitialWeights;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Setting;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.state.OlderTexts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
        Map<String, String> settings = texts(options);
        settings.putAll(options.feed(data).settings());
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
                options.stepsPerEpoch(data));
    }

    /** Of no run: what a network was declared to be trained with, on no images. */
    static RunMetadata untrained(Network network, Device device, List<String> classNames) {
        TrainingOptions options = TrainingOptions.of(network.training());
        return RunMetadata.of(
                SavedRun.NO_DATA, options.seed(), texts(options), device.name(), device.threads(), null, classNames);
    }

    static SavedInitialWeights saved(Resumed.Begun begun) {
        return new SavedInitialWeights(
                begun.file(), begun.sha256(), begun.license().orElse(null));
    }

    private static Map<String, String> texts(TrainingOptions options) {
        Map<String, String> settings = new TreeMap<>();
        for (Setting<?> setting : TrainingSettings.ALL) {
            setting.saved(options).ifPresent(text -> settings.put(text.getKey(), text.getValue()));
        }
        return settings;
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

    /** The same, with the weights that the run began with; null where the network drew its own. */
    RunSettings begunWith(@Nullable SavedInitialWeights weights) {
        return new RunSettings(chosen.begunWith(weights), images, stepsPerEpoch);
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
