package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.OptimizerSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ScheduleSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.List;
import java.util.stream.Collectors;

/** The range of every value of {@code @Training}, and that its parts do not contradict each other. */
final class TrainingRules {
    private static final Origin TRAINING = Origin.of("Training");

    private final Report report;

    TrainingRules(Report report) {
        this.report = report;
    }

    void check(TrainingSpec training) {
        require(training.epochs() >= 1, "", "epochs", training.epochs(), "1 or more");
        require(training.batchSize() >= 1, "", "batchSize", training.batchSize(), "1 or more");
        require(
                isPositiveFloat(training.learningRate()),
                "",
                "learningRate",
                training.learningRate(),
                "above 0 and finite as float32; 0.05 is the text's");
        int warmUp = training.warmUpEpochs();
        require(warmUp >= 0, "", "warmUpEpochs", warmUp, "0 or more");
        require(
                training.epochs() < 1 || warmUp <= 0 || warmUp < training.epochs(),
                "",
                "warmUpEpochs",
                warmUp,
                "below the " + training.epochs() + " epochs of the whole training");
        training.optimizers().forEach(this::check);
        training.schedules().forEach(schedule -> check(schedule, training.learningRate()));
        single(
                "optimizers",
                training.optimizers().stream().map(OptimizerSpec::attribute).toList());
        single(
                "schedules",
                training.schedules().stream().map(ScheduleSpec::attribute).toList());
    }

    private void check(OptimizerSpec optimizer) {
        String part = optimizer.attribute();
        if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            share(part, "momentum", sgd.momentum());
            // A flag alone says nothing wrong; what it asks for is a momentum.
            require(
                    !sgd.nesterov() || !isShare(sgd.momentum()) || (float) sgd.momentum() > 0,
                    part,
                    "momentum",
                    sgd.momentum(),
                    "above 0 for Nesterov's form; 0.9 is usual");
            notNegative(part, "weightDecay", sgd.weightDecay());
        } else if (optimizer instanceof OptimizerSpec.Adam adam) {
            share(part, "beta1", adam.beta1());
            share(part, "beta2", adam.beta2());
            require(
                    isPositiveFloat(adam.epsilon()),
                    part,
                    "epsilon",
                    adam.epsilon(),
                    "above 0 and finite as float32; 1e-8 is usual");
            notNegative(part, "weightDecay", adam.weightDecay());
        }
    }

    private void check(ScheduleSpec schedule, double learningRate) {
        String part = schedule.attribute();
        if (schedule instanceof ScheduleSpec.StepDecay step) {
            require(step.everyEpochs() >= 1, part, "everyEpochs", step.everyEpochs(), "1 or more");
            require(
                    step.factor() > 0 && step.factor() <= 1,
                    part,
                    "factor",
                    step.factor(),
                    "above 0 and at most 1; 0.1 is usual");
        } else if (schedule instanceof ScheduleSpec.Cosine cosine) {
            require(
                    cosine.low() >= 0 && !(isPositiveFloat(learningRate) && cosine.low() > learningRate),
                    part,
                    "low",
                    cosine.low(),
                    "0 or more, and at most the learningRate of " + learningRate);
        }
    }

    private void single(String what, List<String> found) {
        if (found.size() > 1) {
            String last = found.get(found.size() - 1);
            report.add(
                    Code.DOUBLED_PART,
                    TRAINING.at(last),
                    "training: " + found.size() + " " + what + " were found ("
                            + found.stream().collect(Collectors.joining(", "))
                            + "), at most one was expected; keep one");
        }
    }

    private void share(String part, String attribute, double found) {
        require(isShare(found), part, attribute, found, "at least 0 and below 1");
    }

    private static boolean isShare(double value) {
        return value >= 0 && (float) value < 1;
    }

    private void notNegative(String part, String attribute, double found) {
        require(
                found >= 0 && Float.isFinite((float) found),
                part,
                attribute,
                found,
                "0 or more, and finite as float32");
    }

    private void require(boolean right, String part, String attribute, Object found, String expected) {
        if (!right) {
            report.add(
                    Code.OUT_OF_RANGE,
                    part.isEmpty() ? TRAINING.at(attribute) : TRAINING.at(part).at(attribute),
                    (part.isEmpty() ? "training: " : "training, " + part + ": ") + attribute + " is " + found
                            + ", expected is " + expected);
        }
    }

    /** The runtime computes in float32: a number that rounds to nothing or to infinity there is none. */
    private static boolean isPositiveFloat(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }
}
