package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.checkpoint.Position;
import dev.stagecraft.runtime.checkpoint.RunFacts;
import dev.stagecraft.runtime.data.DataFingerprint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.optimize.Schedule;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Everything that the weights of a run depend on beside its network.
 *
 * @param facts as they are kept with checkpoints
 * @param stepsPerEpoch batches that the images to train on are cut into
 */
record RunSettings(RunFacts facts, int stepsPerEpoch) {
    static RunSettings of(DataSet data, TrainingOptions options, Device device) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("seed", String.valueOf(options.seed()));
        settings.put("batch size", String.valueOf(options.batchSize()));
        settings.put("learning rate", String.valueOf(options.learningRate()));
        settings.put("optimizer", description(options.optimizer(), options.optimizer()::describe));
        settings.put("schedule", description(options.schedule(), options.schedule()::describe));
        Schedule schedule = options.schedule();
        if (UserCalls.get(schedule, "knowsTheEnd()", schedule::knowsTheEnd)) {
            settings.put("epochs", String.valueOf(options.epochs()));
        }
        settings.put("training images", text(data, data.train()));
        settings.put("test images", text(data, data.test()));
        int steps = Math.toIntExact(((long) data.train().size() + options.batchSize() - 1) / options.batchSize());
        return new RunSettings(new RunFacts(data.name(), options.seed(), settings, device.name()), steps);
    }

    /** Whether no epoch waits for its evaluation. */
    boolean isEvaluated(Position position) {
        return position.batches() < stepsPerEpoch;
    }

    private static String description(Object part, Supplier<String> describe) {
        return UserCalls.text(part, "describe()", describe);
    }

    private static String text(DataSet data, LabeledImages images) {
        return String.format(
                Locale.ROOT,
                "%s, %,d of %s in %d classes (%s)",
                data.name(),
                images.size(),
                images.shape(),
                images.classes(),
                DataFingerprint.of(images).substring(0, 16));
    }
}
