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
                training.integer("epochs"),
                training.integer("batchSize"),
                training.real("learningRate"),
                optimizers(training),
                training.integer("warmUpEpochs"),
                schedules(training));
    }

    private static List<OptimizerSpec> optimizers(Mirror training) throws UnresolvedValueException {
        List<OptimizerSpec> all = new ArrayList<>();
        for (Mirror sgd : training.nestedList("sgd")) {
            all.add(new OptimizerSpec.Sgd(sgd.real("momentum"), sgd.flag("nesterov"), sgd.real("weightDecay")));
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
                decoupled, adam.real("beta1"), adam.real("beta2"), adam.real("epsilon"), adam.real("weightDecay"));
    }

    private static List<ScheduleSpec> schedules(Mirror training) throws UnresolvedValueException {
        List<ScheduleSpec> all = new ArrayList<>();
        for (Mirror step : training.nestedList("stepDecay")) {
            all.add(new ScheduleSpec.StepDecay(step.integer("everyEpochs"), step.real("factor")));
        }
        for (Mirror cosine : training.nestedList("cosine")) {
            all.add(new ScheduleSpec.Cosine(cosine.real("low")));
        }
        return all;
    }
}
