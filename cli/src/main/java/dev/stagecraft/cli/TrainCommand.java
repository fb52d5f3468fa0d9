package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.run.RunBuilder;
import dev.stagecraft.runtime.run.TrainingRun;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainingOptions;
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

    @Mixin
    private AugmentationOptions augmentation;

    @Option(names = "--limit-train", paramLabel = "N", description = "Train on the first N training images only.")
    private @Nullable Integer limitTrain;

    @Mixin
    private InitOptions init;

    @Mixin
    private SaveOptions saving;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    private final Console console;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        init.require(saving.isResume());
        Optional<Path> folder = saving.folder();
        Optional<SavedRun> resumed = resumed();
        Network network = resumed.map(model::load).orElseGet(model::load);
        TrainingOptions options = options(network.training());
        if (!saving.isResume()) {
            options.requireConsistent();
        }
        RunBuilder builder = TrainingRun.of(network).options(options).stop(console.interrupt()::isAsked);
        init.apply(builder);
        saving.apply(builder);
        reports.apply(builder, console);
        OptionalInt threads = resumed.map(SavedRun::threads).orElse(OptionalInt.empty());
        Device chosen = device.choose(console, threads);
        OpenedData opened = data.openForTraining(network, model.classes(), limitTrain, resumed, console);
        builder.device(chosen).data(augmentation.over(opened.data()), opened.origin(model.classPath()));
        try (TrainingRun run = folder.map(builder::open).orElseGet(() -> builder.openNew(defaultFolder(network)))) {
            return console.interrupt().guarded(() -> train(run));
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

    /** A fault found in the middle of a run, such as a bad image, is reported together with what was saved. */
    private int train(TrainingRun run) {
        try {
            Outcome outcome = run.train();
            return outcome.interrupted()
                    ? interrupted(outcome, run)
                    : done(run.newest().orElseThrow());
        } catch (RunFailedException e) {
            throw run.hasBegun() ? new RunFailedException(e.getMessage() + lastGood(run), e) : e;
        } catch (BadInputException e) {
            throw run.hasBegun() && run.newest().isPresent()
                    ? new BadInputException(e.getMessage() + lastGood(run), e)
                    : e;
        }
    }

    private int interrupted(Outcome outcome, TrainingRun run) {
        console.err()
                .println("interrupted after " + outcome.progress().text() + "; "
                        + run.newest().map(path -> "saved in " + path).orElse("there is nothing to save yet"));
        console.err().println("resume with: " + resumeCommand(run));
        return Main.INTERRUPTED;
    }

    private int done(Path saved) {
        console.out().println("weights are in " + saved);
        console.out()
                .println("evaluate them with: ./stagecraft evaluate --checkpoint " + ShellWord.of(saved.toString())
                        + model.classPathFlag());
        return 0;
    }

    private String lastGood(TrainingRun run) {
        return run.newest()
                .map(newest ->
                        "\nThe last good checkpoint is " + newest + "; resume from it with: " + resumeCommand(run))
                .orElse("\nNothing was saved yet in " + run.folder());
    }

    private String resumeCommand(TrainingRun run) {
        return ResumeText.of(
                spec.root().commandLine().getParseResult().originalArgs(),
                run.folder(),
                run.newest().isPresent());
    }

    private TrainingOptions options(TrainingDefaults declared) {
        TrainingOptions options = TrainingOptions.of(declared)
                .withLearningRate(optimizer.learningRate(declared.learningRate(), declared.optimizer()))
                .withOptimizer(optimizer.optimizer(declared.optimizer()))
                .withSchedule(schedule.schedule(declared.schedule()))
                .withAugmentation(augmentation.over(declared.augmentation()));
        return SettingFlags.over(options, spec.commandLine().getParseResult());
    }

    private static Path defaultFolder(Network network) {
        String now = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", ModelOptions.simpleName(network) + "-" + now);
    }
}
