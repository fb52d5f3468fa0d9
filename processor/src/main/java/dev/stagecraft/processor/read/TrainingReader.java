package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.OptimizerSpec;
import dev.stagecraft.processor.spec.ScheduleSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code @Training} with its parts. */
final class TrainingReader {
    private TrainingReader() {}

    static TrainingSpec read(Mirror training) throws UnresolvedValueException {
        return new TrainingSpec(
                training.integer("epochs", TrainingSpec.DEFAULT.epochs()),
                training.integer("batchSize", TrainingSpec.DEFAULT.batchSize()),
                training.real("learningRate", TrainingSpec.DEFAULT.learningRate()),
                optimizers(training),
                training.integer("warmUpEpochs", TrainingSpec.DEFAULT.warmUpEpochs()),
                schedules(training));
    }

    private static List<OptimizerSpec> optimizers(Mirror training) throws UnresolvedValueException {
        List<OptimizerSpec> all = new ArrayList<>();
        for (Mirror sgd : training.nestedList("sgd")) {
            all.add(new OptimizerSpec.Sgd(
                    sgd.real("momentum", 0.9), sgd.flag("nesterov", false), sgd.real("weightDecay", 0)));
        }
        for (Mirror adam : training.nestedList("adam")) {
            all.add(adam(adam, false));
        }
        for (Mirror adamW : training.nestedList("adamW")) {
            all.add(adam(adamW, true));
        }
        return all;
    }

    private static OptimizerSpec adam(Mirror adam, boolean decoupled) throws UnresolvedValueException {
        return new OptimizerSpec.Adam(
                decoupled,
                adam.real("beta1", 0.9),
                adam.real("beta2", 0.999),
                adam.real("epsilon", 1e-8),
                adam.real("weightDecay", decoupled ? 0.01 : 0));
    }

    private static List<ScheduleSpec> schedules(Mirror training) throws UnresolvedValueException {
        List<ScheduleSpec> all = new ArrayList<>();
        for (Mirror step : training.nestedList("stepDecay")) {
            all.add(new ScheduleSpec.StepDecay(step.integer("everyEpochs", 30), step.real("factor", 0.1)));
        }
        for (Mirror cosine : training.nestedList("cosine")) {
            all.add(new ScheduleSpec.Cosine(cosine.real("low", 0)));
        }
        return all;
    }
}
