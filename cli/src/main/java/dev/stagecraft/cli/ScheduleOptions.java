package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.StepDecay;
import dev.stagecraft.runtime.optimize.WarmUp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the learning rate changes, where a network's declaration is overridden. */
final class ScheduleOptions {
    @Option(
            names = "--schedule",
            paramLabel = "constant|step|cosine",
            description = "How the learning rate changes (default: as declared, else constant).")
    private @Nullable Kind kind;

    @Option(
            names = "--decay-every",
            paramLabel = "N",
            description =
                    "For the schedule step: epochs between two decays, at least 1 (default: the declared value; if --schedule is given, 30).")
    private @Nullable Integer decayEvery;

    @Option(
            names = "--decay-factor",
            paramLabel = "X",
            description =
                    "For the schedule step: the factor that each decay multiplies the rate by, above 0 and at most 1 (default: the declared value; if --schedule is given, 0.1).")
    private @Nullable Double decayFactor;

    @Option(
            names = "--lowest-rate",
            paramLabel = "X",
            description =
                    "For the schedule cosine: the rate at the end, at least 0 (default: the declared value; if --schedule is given, 0).")
    private @Nullable Double lowest;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Epochs at the start, during which the rate grows linearly (default: the declared value, else 0).")
    private @Nullable Integer warmUp;

    private ScheduleOptions() {}

    Schedule schedule(Schedule declared) {
        int declaredWarmUp = declared instanceof WarmUp first ? first.epochs() : 0;
        Schedule chosen = declared instanceof WarmUp first ? first.then() : declared;
        if (kind != null) {
            chosen = kind.usual();
        }
        if (decayEvery != null || decayFactor != null) {
            if (!(chosen instanceof StepDecay step)) {
                throw wrong("--decay-every and --decay-factor apply only to the schedule step", chosen);
            }
            chosen = new StepDecay(
                    decayEvery == null ? step.everyEpochs() : decayEvery,
                    decayFactor == null ? step.factor() : decayFactor);
        }
        if (lowest != null) {
            if (!(chosen instanceof Cosine)) {
                throw wrong("--lowest-rate applies only to the schedule cosine", chosen);
            }
            chosen = new Cosine(lowest);
        }
        return WarmUp.before(chosen, warmUp == null ? declaredWarmUp : warmUp);
    }

    private static BadInputException wrong(String what, Schedule chosen) {
        return new BadInputException(what + ", but the schedule is " + chosen.describe());
    }

    private enum Kind {
        CONSTANT,
        STEP,
        COSINE;

        Schedule usual() {
            return switch (this) {
                case CONSTANT -> new Constant();
                case STEP -> new StepDecay(30, 0.1);
                case COSINE -> new Cosine(0);
            };
        }
    }
}
