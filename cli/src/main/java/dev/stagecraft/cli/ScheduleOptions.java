package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.OneCycle;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.StepDecay;
import dev.stagecraft.runtime.optimize.WarmUp;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the learning rate changes, where a network's declaration is overridden. */
final class ScheduleOptions {
    @Option(
            names = "--schedule",
            paramLabel = "constant|step|cosine|one-cycle",
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
            names = "--rise",
            paramLabel = "X",
            description =
                    "For the schedule one-cycle: the share of all steps in which the rate rises, above 0 and below 1 (default: the declared value; with --schedule, 0.3).")
    private @Nullable Double rise;

    @Option(
            names = "--start-divisor",
            paramLabel = "X",
            description =
                    "For the schedule one-cycle: what the learning rate is divided by at the first step, at least 1 (default: the declared value; with --schedule, 25).")
    private @Nullable Double startDivisor;

    @Option(
            names = "--end-divisor",
            paramLabel = "X",
            description =
                    "For the schedule one-cycle: what the rate of the first step is divided by at the last step, at least 1 (default: the declared value; with --schedule, 10000).")
    private @Nullable Double endDivisor;

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
            chosen = kind.defaults();
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
        if (rise != null || startDivisor != null || endDivisor != null) {
            chosen = oneCycle(chosen);
        }
        return WarmUp.before(chosen, warmUp == null ? declaredWarmUp : warmUp);
    }

    private Schedule oneCycle(Schedule chosen) {
        if (!(chosen instanceof OneCycle cycle)) {
            throw wrong("--rise, --start-divisor and --end-divisor apply only to the schedule one-cycle", chosen);
        }
        return new OneCycle(
                rise == null ? cycle.rise() : rise,
                startDivisor == null ? cycle.startDivisor() : startDivisor,
                endDivisor == null ? cycle.endDivisor() : endDivisor);
    }

    private static BadInputException wrong(String what, Schedule chosen) {
        return new BadInputException(what + ", but the schedule is " + chosen.describe());
    }

    private enum Kind {
        CONSTANT,
        STEP,
        COSINE,
        ONE_CYCLE;

        /** The word on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Schedule defaults() {
            return switch (this) {
                case CONSTANT -> new Constant();
                case STEP -> new StepDecay(30, 0.1);
                case COSINE -> new Cosine(0);
                case ONE_CYCLE -> OneCycle.DEFAULT;
            };
        }
    }
}
