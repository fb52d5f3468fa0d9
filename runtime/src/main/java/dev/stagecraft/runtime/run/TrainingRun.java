package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.precision.DecidedPrecision;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.train.CheckpointListener;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One training of a network in one folder. It holds the data, the settings, the network on its device, and the folder, which
 * it locks. Closing it closes the network and unlocks the folder.
 *
 * <pre>{@code
 * try (TrainingRun run = TrainingRun.of(network).data("folder:photos").open(Path.of("runs/photos"))) {
 *     run.train();
 * }
 * }</pre>
 *
 * <p>Only one thread at a time may use it.
 */
public final class TrainingRun implements AutoCloseable {
    private final TrainableNetwork network;
    private final RunData data;
    private final TrainingOptions options;
    private final CheckpointPolicy policy;
    private final Start start;
    private final Reports reports;
    private final RunFolder folder;
    private @Nullable CheckpointListener keeper;
    private boolean begun;

    private TrainingRun(
            TrainableNetwork network,
            RunData data,
            TrainingOptions options,
            CheckpointPolicy policy,
            Start start,
            Reports reports,
            RunFolder folder) {
        this.network = network;
        this.data = data;
        this.options = options;
        this.policy = policy;
        this.start = start;
        this.reports = reports;
        this.folder = folder;
    }

    /** A builder for a run that trains a network. */
    public static RunBuilder of(Network network) {
        return new RunBuilder(network);
    }

    static TrainingRun open(
            Network network,
            RunData data,
            TrainingOptions options,
            Device device,
            CheckpointPolicy policy,
            Start start,
            Reports reports,
            Supplier<RunFolder> opening) {
        DataSet images = data.data();
        CheckpointPolicy checked = policy.forRun(images.validation().isPresent());
        requireMeasured(checked, network);
        RunFolder folder = opening.get();
        try {
            if (!start.resumes()) {
                folder.requireEmpty();
                InitialMark.set(folder.path(), start.weights());
            }
            Optional<Map<String, String>> saved = start.saved(folder.path());
            DecidedPrecision precision = Start.precision(options.precision(), network, device, saved);
            header(network, images, device, precision, reports);
            TrainingOptions decided = options.withPrecision(precision.precision())
                    .withEngine(Start.engine(options.engine(), saved))
                    .withImagesOnDevice(Start.imagesOnDevice(options.imagesOnDevice(), saved));
            TrainableNetwork opened = TrainableNetwork.open(network, images, device, decided);
            try {
                start.weights().ifPresent(place -> begin(opened, place, reports.printing()));
                opened.requireFitting(images, decided);
                reports.requireOthers(folder);
                return new TrainingRun(opened, data, decided, checked, start, reports, folder);
            } catch (RuntimeException | Error e) {
                opened.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            if (!start.resumes()) {
                InitialMark.clear(folder.path());
            }
            folder.abandon();
            throw e;
        }
    }

    private static void begin(TrainableNetwork network, Path place, Printing printing) {
        InitialWeights found = network.init(place);
        printing.out()
                .println("beginning with " + found.place() + ": "
                        + found.report().summary());
        found.report()
                .firstValues()
                .forEach(line -> printing.out().println(line.variable() + " keeps its first value: " + line.how()));
        printing.out().println(found.report().declarationText());
        found.notices().forEach(printing.notices());
    }

    /** Of few classes there is no such metric, and a run that keeps the best by it would keep none. */
    private static void requireMeasured(CheckpointPolicy policy, Network network) {
        int fewest = ClassResults.FEWEST_CLASSES_OF_TOP_5;
        boolean byTop5 =
                policy.best().filter(ClassResults.TOP_5_ACCURACY::equals).isPresent();
        if (byTop5 && network.classes() < fewest) {
            throw new BadInputException("the best checkpoint cannot be kept by " + ClassResults.TOP_5_ACCURACY + ": "
                    + network.name() + " has " + network.classes()
                    + " classes, and top-5 accuracy is not measured for fewer than " + fewest
                    + "; choose another metric");
        }
    }

    private static void header(
            Network network, DataSet images, Device device, DecidedPrecision decided, Reports reports) {
        reports.printing()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s on %s: %,d training images, %s%,d test images, %s",
                        network.name(),
                        images.name(),
                        images.train().size(),
                        images.validation()
                                .map(part -> String.format(Locale.ROOT, "%,d validation images, ", part.size()))
                                .orElse(""),
                        images.test().size(),
                        images.train().oneShape().map(ImageShape::toString).orElse("each of its own size")));
        Precision precision = decided.precision();
        reports.printing()
                .out()
                .println("training on " + device.name() + " (" + device.reason() + ")"
                        + (device.threads() == 0 ? "" : " with " + device.threads() + " threads")
                        + (precision == Precision.FLOAT32 ? "" : ", convolutions in " + precision.word()));
        decided.notice().ifPresent(reports.printing().out()::println);
    }

    /**
     * Runs the epochs that are left. The run is saved when its policy says so, and at the end. If it is asked to stop, or its
     * thread is interrupted, it finishes the current step, saves, and ends.
     *
     * @throws BadInputException if a checkpoint cannot be resumed, or an image is damaged
     * @throws RunFailedException if the loss becomes NaN or infinite, memory or disk run out, or a user's class throws.
     *     What was saved before stays
     * @throws IllegalStateException if it was called before
     */
    public Outcome train() {
        if (keeper != null) {
            throw new IllegalStateException("this run was trained already; open it again to resume it");
        }
        DataSet images = data.data();
        Progress from = start.resumes() ? resumed() : Progress.START;
        CheckpointListener saving = new CheckpointListener(
                network,
                folder,
                policy,
                images,
                options,
                from,
                reports.printing().notices());
        data.origin().ifPresent(saving::from);
        keeper = saving;
        try (RunListeners listeners = RunListeners.open(reports, folder, from, network, saving)) {
            begun = true;
            Outcome outcome = new Trainer(network, images, options, reports.metrics(), listeners.all(), reports.stop())
                    .train(from);
            saving.save(outcome.progress());
            return outcome;
        }
    }

    private Progress resumed() {
        Optional<Resumed> found = network.resume(folder, start.from(), data.data(), options, start.force());
        Printing printing = reports.printing();
        if (found.isEmpty()) {
            InitialMark.requireNone(folder.path());
            printing.out().println("nothing was saved in " + folder.path() + " yet: starting from the beginning");
            return Progress.START;
        }
        Resumed resumed = found.get();
        resumed.notices().forEach(printing.notices());
        for (Path aside : folder.setAsideAfter(resumed.checkpoint())) {
            printing.notices().accept("a later checkpoint was renamed to " + aside);
        }
        printing.out()
                .println("resuming from " + resumed.checkpoint() + " at "
                        + resumed.progress().text());
        return resumed.progress();
    }

    /**
     * Whether training has begun. From then on the run is saved, even if an exception ends it.
     */
    public boolean hasBegun() {
        return begun;
    }

    /** The newest checkpoint; empty if nothing was saved yet. */
    public Optional<Path> newest() {
        return keeper != null
                ? keeper.newest()
                : saved().stream().max(SavedCheckpoint::compareTo).map(SavedCheckpoint::folder);
    }

    /**
     * The best checkpoint by validation accuracy, or by test accuracy if there are no validation images; {@link
     * RunBuilder#saving} chooses another metric. Empty if no epoch was evaluated yet.
     */
    public Optional<Path> best() {
        return keeper != null ? keeper.best() : policy.bestOf(saved()).map(SavedCheckpoint::folder);
    }

    private List<SavedCheckpoint> saved() {
        return RunFolder.checkpoints(folder.path());
    }

    /** The folder of the run. */
    public Path folder() {
        return folder.path();
    }

    /** The data that it trains on. */
    public DataSet data() {
        return data.data();
    }

    /** The settings that it trains with. */
    public TrainingOptions options() {
        return options;
    }

    /**
     * The network with its weights as they are now: the first ones before training, the last ones afterwards. The run closes
     * it.
     */
    public TrainableNetwork network() {
        return network;
    }

    @Override
    public void close() {
        try {
            network.close();
        } finally {
            folder.close();
        }
    }
}
