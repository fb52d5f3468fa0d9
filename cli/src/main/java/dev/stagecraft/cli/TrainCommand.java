package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.train.CheckpointListener;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network and saves its weights. */
@Command(
        name = "train",
        description = "Trains a network and saves its weights. Prints one line per epoch.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final String TENSORBOARD = "tensorboard";

    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    @Mixin
    private OptimizerOptions optimizer;

    @Mixin
    private ScheduleOptions schedule;

    @Option(names = "--limit-train", paramLabel = "N", description = "Train on the first N training images only.")
    private @Nullable Integer limitTrain;

    @Mixin
    private SaveOptions saving;

    @Option(names = "--metrics", paramLabel = "FILE", description = "Write one line of JSON per epoch to FILE.")
    private @Nullable Path metrics;

    @Option(
            names = "--tensorboard",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Write event files for TensorBoard to the folder tensorboard in --out (default: ${DEFAULT-VALUE}).")
    private boolean tensorboard;

    @Spec
    private CommandSpec spec;

    private final Console console;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Network network = model.load();
        TrainingOptions options = options(network.training());
        if (!saving.isResume()) {
            options.requireConsistent();
        }
        saving.from();
        saving.force();
        saving.policy();
        Optional<Path> folder = saving.folder();
        Optional<SavedRun> resumed = resumed();
        OptionalInt threads = resumed.map(SavedRun::threads).orElse(OptionalInt.empty());
        Device chosen = device.choose(console, threads);
        OpenedData opened = data.openForTraining(network, model.classes(), limitTrain, resumed, console);
        DataSet images = opened.data();
        try (RunFolder run = folder.map(RunFolder::open).orElseGet(() -> RunFolder.openNew(defaultFolder(network)))) {
            if (!saving.isResume()) {
                run.requireEmpty();
            }
            console.out()
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
                            images.train().oneShape().map(ImageShape::toString).orElse("several sizes")));
            console.out()
                    .println("training on " + chosen.name() + " (" + chosen.reason() + ")"
                            + (chosen.threads() == 0 ? "" : " with " + chosen.threads() + " threads"));
            try (TrainableNetwork trainable = TrainableNetwork.open(network, images, chosen, options)) {
                return console.interrupt().guarded(() -> train(trainable, opened, options, run));
            }
        }
    }

    /** The run that is resumed; it says which data it used. */
    private Optional<SavedRun> resumed() {
        try {
            return saving.isResume() ? Optional.of(Checkpoints.savedRun(saving.resumed())) : Optional.empty();
        } catch (BadInputException e) {
            // Nothing was saved yet, or it is damaged: the code that resumes it reports that.
            return Optional.empty();
        }
    }

    private int train(TrainableNetwork trainable, OpenedData opened, TrainingOptions options, RunFolder run) {
        DataSet images = opened.data();
        trainable.requireFitting(images, options);
        requireOthers(run);
        Progress from = start(trainable, images, options, run);
        CheckpointListener keeper = new CheckpointListener(
                        trainable, run, saving.policy(), images, options, from, console::notice)
                .from(opened.origin(model.classPath()));
        try (TrainListeners listeners = TrainListeners.of(console, metrics, from, events(run), trainable, keeper)) {
            Trainer trainer = new Trainer(trainable, images, options, listeners.all(), console.interrupt()::isAsked);
            Outcome outcome = run(trainer, from, keeper, run.path());
            Optional<Path> saved = keeper.save(outcome.progress());
            return outcome.interrupted() ? interrupted(outcome, saved, run.path()) : done(saved.orElseThrow());
        } catch (RunFailedException e) {
            throw new RunFailedException(e.getMessage() + lastGood(keeper, run.path()), e);
        }
    }

    /** A fault found in the middle of a run, such as a bad image, is reported together with what was saved. */
    private Outcome run(Trainer trainer, Progress from, CheckpointListener keeper, Path run) {
        try {
            return trainer.train(from);
        } catch (BadInputException e) {
            throw keeper.newest().isEmpty() ? e : new BadInputException(e.getMessage() + lastGood(keeper, run), e);
        }
    }

    private Optional<Path> events(RunFolder run) {
        return tensorboard ? Optional.of(run.path().resolve(TENSORBOARD)) : Optional.empty();
    }

    /** Files written unasked never go through a link, and files asked for never replace one that the run needs. */
    private void requireOthers(RunFolder run) {
        Path events = run.path().resolve(TENSORBOARD);
        if (tensorboard && Files.isSymbolicLink(events)) {
            throw new BadInputException(
                    events + " is a symbolic link, and event files are not written through links; remove"
                            + " it, or train with --no-tensorboard");
        }
        if (metrics != null && TrainListeners.isSame(metrics, run.lockFile())) {
            throw new BadInputException(
                    "the metrics file " + metrics + " is the lock file of the run; name another file with --metrics");
        }
    }

    private Progress start(TrainableNetwork trainable, DataSet images, TrainingOptions options, RunFolder run) {
        if (!saving.isResume()) {
            return Progress.START;
        }
        Optional<Resumed> resumed = trainable.resume(run, saving.from(), images, options, saving.force());
        if (resumed.isEmpty()) {
            console.out().println("nothing was saved in " + run.path() + " yet: starting from the beginning");
            return Progress.START;
        }
        resumed.get().notices().forEach(notice -> console.notice(notice));
        for (Path aside : run.setAsideAfter(resumed.get().checkpoint())) {
            console.notice("a later checkpoint was renamed to " + aside);
        }
        Progress from = resumed.get().progress();
        console.out().println("resuming from " + resumed.get().checkpoint() + " at " + from.text());
        return from;
    }

    private int interrupted(Outcome outcome, Optional<Path> saved, Path run) {
        console.err()
                .println("interrupted after " + outcome.progress().text() + "; "
                        + saved.map(path -> "saved in " + path).orElse("there is nothing to save yet"));
        console.err().println("resume with: " + resumeCommand(run));
        return Main.INTERRUPTED;
    }

    private int done(Path saved) {
        console.out().println("weights are in " + saved);
        console.out()
                .println("evaluate them with: ./stagecraft evaluate --checkpoint " + ShellWord.of(saved.toString())
                        + model.classPath()
                                .map(given -> " --classpath " + ShellWord.of(given))
                                .orElse(""));
        return 0;
    }

    private String lastGood(CheckpointListener keeper, Path run) {
        return keeper.newest()
                .map(newest ->
                        "\nThe last good checkpoint is " + newest + "; resume from it with: " + resumeCommand(run))
                .orElse("\nNothing was saved yet in " + run);
    }

    private String resumeCommand(Path run) {
        return ResumeText.of(spec.root().commandLine().getParseResult().originalArgs(), run);
    }

    private TrainingOptions options(TrainingDefaults declared) {
        TrainingOptions options = TrainingOptions.of(declared)
                .withLearningRate(optimizer.learningRate(declared.learningRate(), declared.optimizer()))
                .withOptimizer(optimizer.optimizer(declared.optimizer()))
                .withSchedule(schedule.schedule(declared.schedule()));
        return SettingFlags.over(options, spec.commandLine().getParseResult());
    }

    private static Path defaultFolder(Network network) {
        String now = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", ModelOptions.simpleName(network) + "-" + now);
    }
}
