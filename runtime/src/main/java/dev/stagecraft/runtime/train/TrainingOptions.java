package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.RunLength;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.precision.DecidedPrecision;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.SettingValues;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.step.KeptForm;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.step.Xla;
import java.util.Optional;

/**
 * How a network is trained. Each setting has a range; {@link #requireConsistent} checks them against each other.
 */
public final class TrainingOptions extends TrainingSettings<TrainingOptions> {
    private TrainingOptions(SettingValues values) {
        super(values);
    }

    /**
     * Options for stochastic gradient descent without momentum, at a constant learning rate.
     *
     * @throws BadInputException if a value is outside its range
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

    /** A builder that starts with the defaults. */
    public static SettingsBuilder<TrainingOptions> builder() {
        return new SettingsBuilder<>(TrainingOptions::new);
    }

    /** The settings that were declared for a network. */
    public static TrainingOptions of(TrainingDefaults declared) {
        return new TrainingOptions(declared.values());
    }

    /** The settings that were declared for a network, with a seed. */
    public static TrainingOptions of(TrainingDefaults declared, long seed) {
        return of(declared).withSeed(seed);
    }

    @Override
    protected TrainingOptions of(SettingValues other) {
        return new TrainingOptions(other);
    }

    /**
     * Checks that the settings fit each other when a run starts. The numbers of a schedule may be valid on their own
     * and not fit the run. A run that was started by an earlier version is resumed without this check.
     *
     * @throws BadInputException if two do not fit; the message has both
     */
    public void requireConsistent() {
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

    /** What is done to training images: what the data says itself, or with these settings if it has no augmentations. */
    public Feed feed(DataSet data) {
        Feed own = data.feed();
        return own.augmentations().isEmpty() ? own.withAugmentations(augmentation()) : own;
    }

    /**
     * How training images become the batches of an epoch.
     *
     * @param epoch from 1
     */
    Preparation preparation(DataSet data, Preprocessing preprocessing, int epoch) {
        Preparation fed = new Preparation(preprocessing, feed(data), seed(), epoch);
        return imagesOnDevice() ? fed.keeping() : fed;
    }

    /**
     * The form of the training images if the device keeps them.
     *
     * @throws BadInputException if it cannot keep them
     */
    Optional<KeptForm> kept(DataSet data, Preprocessing preprocessing) {
        if (!imagesOnDevice()) {
            return Optional.empty();
        }
        if (linearProbe()) {
            throw new BadInputException("the linear probe computes the features of each image once, so images are not"
                    + " kept on the device; leave out --images-on-device or --linear-probe");
        }
        Preparation preparation = preparation(data, preprocessing, 1);
        preparation.requireKeeping(data.name(), data.train());
        return Optional.of(KeptForm.of(data.train(), preparation));
    }

    /** The number of batches that the images to train on are cut into; the last may be smaller. */
    int stepsPerEpoch(DataSet data) {
        return Math.toIntExact(((long) data.train().size() + batchSize() - 1) / batchSize());
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

    /**
     * How weights follow their gradients on a device.
     *
     * @throws BadInputException if the device cannot compute in the precision, or with the engine
     */
    UpdateRule updateRule(Network network, Device device) {
        DecidedPrecision decided = DecidedPrecision.of(precision(), network, device);
        requireEngine(device);
        return new UpdateRule(withPrecision(decided.precision()));
    }

    private void requireEngine(Device device) {
        if (engine() != Engine.COMPILED) {
            return;
        }
        if (!device.isGpu()) {
            throw new BadInputException("engine is compiled, which trains on a GPU only, but the device is the CPU; use"
                    + " --engine tuned or rewritten");
        }
        Xla.requireOnGpu();
    }

    private static void require(boolean right, String what, Object found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + "; it must be " + expected);
        }
    }
}
