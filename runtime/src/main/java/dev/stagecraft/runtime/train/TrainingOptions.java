package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.RunLength;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.setting.SettingValues;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.step.UpdateRule;

/** How a network is trained: each setting has its range, {@link #requireFittingEachOther} holds them against each other. */
public final class TrainingOptions extends TrainingSettings<TrainingOptions> {
    private TrainingOptions(SettingValues values) {
        super(values);
    }

    /**
     * Plain stochastic gradient descent at a constant rate.
     *
     * @throws BadInputException where a value is outside its range
     */
    public TrainingOptions(int epochs, int batchSize, double learningRate, long seed) {
        this(builder()
                .epochs(epochs)
                .batchSize(batchSize)
                .learningRate(learningRate)
                .seed(seed)
                .build()
                .values());
    }

    /** Sets by name what differs from the defaults. */
    public static SettingsBuilder<TrainingOptions> builder() {
        return new SettingsBuilder<>(TrainingOptions::new);
    }

    /** As a network was declared to be trained. */
    public static TrainingOptions of(TrainingDefaults declared) {
        return new TrainingOptions(declared.values());
    }

    /** As a network was declared to be trained, with a seed. */
    public static TrainingOptions of(TrainingDefaults declared, long seed) {
        return of(declared).withSeed(seed);
    }

    @Override
    protected TrainingOptions of(SettingValues other) {
        return new TrainingOptions(other);
    }

    /**
     * Checks that the settings fit each other, as a run begins: a schedule's own numbers are right by themselves, here they
     * meet those of the run. A run that was begun with others, by an earlier version, goes on with them.
     *
     * @throws BadInputException where two do not fit; the message has both
     */
    public void requireFittingEachOther() {
        int left = epochs();
        Schedule rest = schedule();
        while (rest instanceof WarmUp warmUp) {
            require(
                    warmUp.epochs() == 0 || warmUp.epochs() < left,
                    "number of warm-up epochs",
                    warmUp.epochs(),
                    "below the " + left + " epochs of the whole training; train for more epochs, or warm up for fewer");
            left -= warmUp.epochs();
            rest = warmUp.then();
        }
        if (rest instanceof Cosine cosine) {
            require(
                    cosine.low() <= learningRate(),
                    "lowest learning rate",
                    cosine.low(),
                    "at most the learning rate of " + learningRate());
        }
    }

    /** The rate of the next step. */
    double rate(Progress done, int stepsPerEpoch) {
        Schedule schedule = schedule();
        RunLength run = new RunLength(stepsPerEpoch, epochs());
        return UserCalls.rate(schedule, () -> schedule.rate(learningRate(), done, run));
    }

    /**
     * As {@link #rate}, for the next step, as a checkpoint records it. At the end of a run there is none, and where a schedule
     * fails the weights are saved all the same: then it is the rate that the schedule starts from.
     */
    double rateForTheRecord(Progress done, int stepsPerEpoch) {
        try {
            return rate(done, stepsPerEpoch);
        } catch (BadInputException | RunFailedException e) {
            // The step that needs this rate reports the failure.
            return learningRate();
        }
    }

    UpdateRule updateRule() {
        return new UpdateRule(this);
    }

    private static void require(boolean right, String what, Object found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + "; it must be " + expected);
        }
    }
}
