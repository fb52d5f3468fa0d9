package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.run.RunBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run is kept, when it is saved, and whether it goes on. */
final class SaveOptions {
    private static final Set<String> METRICS = Set.of(
            "loss",
            "trainAccuracy",
            "testAccuracy",
            "testLoss",
            "validationAccuracy",
            "validationLoss",
            ClassResults.TOP_5_ACCURACY,
            "macroF1");
    private static final double MILLIS_PER_MINUTE = 60_000;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the run (default: a new folder in runs).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Resume the run in --out from its newest checkpoint; start it if nothing was saved yet.")
    private boolean resume;

    @Option(
            names = "--from",
            paramLabel = "CHECKPOINT",
            description = "With --resume: resume from this checkpoint of the run, not from the newest.")
    private @Nullable Path from;

    @Option(
            names = "--force",
            description = "With --resume: resume even if this version of Stagecraft builds the network from other"
                    + " operations than the version that saved it. The weights may then differ.")
    private boolean force;

    @Option(
            names = "--save-every",
            paramLabel = "EPOCHS",
            defaultValue = "1",
            description = "Save every EPOCHS epochs; 0: never (default: ${DEFAULT-VALUE}).")
    private int saveEvery;

    @Option(
            names = "--save-every-minutes",
            paramLabel = "X",
            defaultValue = "10",
            description =
                    "Save every X minutes, also in the middle of an epoch; 0: never (default:" + " ${DEFAULT-VALUE}).")
    private double saveEveryMinutes;

    @Option(
            names = "--save-every-steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Save every N steps; 0: never (default: ${DEFAULT-VALUE}).")
    private long saveEverySteps;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many of the newest checkpoints to keep, at least 1 (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Option(
            names = "--keep-best",
            paramLabel = "METRIC",
            defaultValue = "testAccuracy",
            description =
                    "Also keep the best checkpoint by loss, trainAccuracy, testAccuracy, testLoss, top5Accuracy or"
                            + " macroF1; none: keep only the newest (default: ${DEFAULT-VALUE}). If the data has"
                            + " validation images, validationAccuracy and validationLoss replace testAccuracy and"
                            + " testLoss.")
    private String keepBest;

    private SaveOptions() {}

    /** The folder that was asked for; empty if a new one is to be made. */
    Optional<Path> folder() {
        if (resume && out == null) {
            throw new BadInputException("--resume needs the folder of the run; name it with --out DIR");
        }
        return Optional.ofNullable(out);
    }

    boolean isResume() {
        return resume;
    }

    Optional<Path> from() {
        if (from != null && !resume) {
            throw new BadInputException("--from names the checkpoint to resume from; add --resume");
        }
        return Optional.ofNullable(from);
    }

    boolean force() {
        if (force && !resume) {
            throw new BadInputException("--force resumes a run with other operations; add --resume");
        }
        return force;
    }

    /** Says it to a run that is about to be opened. */
    void apply(RunBuilder run) {
        run.saving(policy());
        if (resume) {
            run.resume();
        }
        from().ifPresent(run::resumeFrom);
        if (force()) {
            run.force();
        }
    }

    /** What is resumed: a run's folder, or one of its checkpoints. */
    Path resumed() {
        Path run = Objects.requireNonNull(out);
        return from == null ? run : from.getNameCount() == 1 ? run.resolve(from) : from;
    }

    CheckpointPolicy policy() {
        if (!(saveEveryMinutes >= 0 && saveEveryMinutes <= Integer.MAX_VALUE)) {
            throw new BadInputException("--save-every-minutes is " + saveEveryMinutes + "; it must be at least 0");
        }
        if (!keepBest.equals("none") && !METRICS.contains(keepBest)) {
            throw new BadInputException("--keep-best is " + keepBest
                    + "; it must be loss, trainAccuracy, testAccuracy, testLoss, validationAccuracy,"
                    + " validationLoss, top5Accuracy, macroF1 or none");
        }
        return new CheckpointPolicy(
                saveEvery,
                saveEverySteps,
                Duration.ofMillis(Math.round(saveEveryMinutes * MILLIS_PER_MINUTE)),
                keep,
                keepBest.equals("none") ? Optional.empty() : Optional.of(keepBest));
    }
}
