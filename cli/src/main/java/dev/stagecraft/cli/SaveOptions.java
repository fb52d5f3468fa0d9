package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where a run is kept, when it is saved, and whether it goes on. */
final class SaveOptions {
    private static final Set<String> METRICS = Set.of("loss", "trainAccuracy", "testAccuracy", "testLoss");
    private static final double MILLIS_PER_MINUTE = 60_000;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder (default: a new folder below runs).")
    private Path out;

    @Option(
            names = "--resume",
            description =
                    "Go on with the run in --out, from its newest checkpoint; from the beginning where there is none.")
    private boolean resume;

    @Option(names = "--from", paramLabel = "CHECKPOINT", description = "With --resume: another of its checkpoints.")
    private Path from;

    @Option(
            names = "--force",
            description = "With --resume: go on also where other operations carry out the same network than when it was"
                    + " saved, as those of another version may; the weights may then differ.")
    private boolean force;

    @Option(
            names = "--save-every",
            paramLabel = "EPOCHS",
            defaultValue = "1",
            description = "Save after as many epochs; 0 for not by this rule (default: ${DEFAULT-VALUE}).")
    private int saveEvery;

    @Option(
            names = "--save-every-minutes",
            paramLabel = "X",
            defaultValue = "10",
            description = "Save after as many minutes, in the middle of an epoch too; 0 for not (default:"
                    + " ${DEFAULT-VALUE}).")
    private double saveEveryMinutes;

    @Option(
            names = "--save-every-steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Save after as many steps; 0 for not (default: ${DEFAULT-VALUE}).")
    private long saveEverySteps;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many of the newest checkpoints stay, 1 or more (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Option(
            names = "--keep-best",
            paramLabel = "METRIC",
            defaultValue = "testAccuracy",
            description =
                    "Save and keep the best by loss, trainAccuracy, testAccuracy or testLoss; none for not (default:"
                            + " ${DEFAULT-VALUE}).")
    private String keepBest;

    private SaveOptions() {}

    /** The folder that was asked for; empty where a new one is to be made. */
    Optional<Path> folder() {
        if (resume && out == null) {
            throw new BadInputException("--resume goes on with the run in a folder; name it with --out DIR");
        }
        return Optional.ofNullable(out);
    }

    boolean isResume() {
        return resume;
    }

    Optional<Path> from() {
        if (from != null && !resume) {
            throw new BadInputException("--from names a checkpoint to go on from; add --resume");
        }
        return Optional.ofNullable(from);
    }

    boolean force() {
        if (force && !resume) {
            throw new BadInputException("--force resumes a run with other operations; add --resume");
        }
        return force;
    }

    /** What is resumed: a run's folder, or one of its checkpoints. */
    Path resumed() {
        return from == null ? out : from.getNameCount() == 1 ? out.resolve(from) : from;
    }

    CheckpointPolicy policy() {
        if (!(saveEveryMinutes >= 0 && saveEveryMinutes <= Integer.MAX_VALUE)) {
            throw new BadInputException("--save-every-minutes is " + saveEveryMinutes + ", expected is 0 or more");
        }
        if (!keepBest.equals("none") && !METRICS.contains(keepBest)) {
            throw new BadInputException(
                    "--keep-best is " + keepBest + ", expected is loss, trainAccuracy, testAccuracy, testLoss or none");
        }
        return new CheckpointPolicy(
                saveEvery,
                saveEverySteps,
                Duration.ofMillis(Math.round(saveEveryMinutes * MILLIS_PER_MINUTE)),
                keep,
                keepBest.equals("none") ? Optional.empty() : Optional.of(keepBest));
    }
}
