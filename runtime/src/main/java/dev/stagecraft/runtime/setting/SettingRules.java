package dev.stagecraft.runtime.setting;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.RandomResizedCrop;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.optimize.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Ranges and texts of single settings. */
final class SettingRules {
    private SettingRules() {}

    /** Whether an augmentation chooses which part of an image is seen; two of them would undo each other. */
    static boolean choosesPlace(Augmentation each) {
        return each instanceof RandomResizedCrop || each instanceof PadAndCrop || each instanceof Shift;
    }

    /** Whether a learning rate may be multiplied by it. */
    static boolean isFactor(double factor) {
        return (float) factor > 0 && factor <= 1;
    }

    /** Reads the text of {@code --stage-rates}. */
    static List<Double> factors(Object text) {
        try {
            return Arrays.stream(text.toString().split(",", -1))
                    .map(each -> Double.valueOf(each.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    "--stage-rates is '" + text + "'; it must be numbers with commas between them, as in 0.1,0.3,1", e);
        }
    }

    /** The text that checkpoints keep for the number of epochs: nothing if more epochs do not change the learning rates. */
    static Optional<String> epochsText(int epochs, TrainingSettings<?> all) {
        Schedule schedule = all.schedule();
        return UserCalls.get(schedule, "dependsOnEpochs()", schedule::dependsOnEpochs)
                ? Optional.of(String.valueOf(epochs))
                : Optional.empty();
    }

    /** The text that checkpoints keep for a number above 0; nothing for 0. */
    static Optional<String> ifPositive(Number number, TrainingSettings<?> all) {
        return number.doubleValue() > 0 ? Optional.of(number.toString()) : Optional.empty();
    }

    /** The text that checkpoints keep for a list; nothing for an empty one. */
    static Optional<String> ifNotEmpty(List<?> values, TrainingSettings<?> all) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.toString());
    }
}
