package dev.stagecraft.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.spec.OptimizerSpec;
import dev.stagecraft.processor.spec.ScheduleSpec;
import dev.stagecraft.processor.spec.TrainingSpec;

/** Writes what a network says of its training; no more than was declared. */
final class TrainingEmitter {
    private static final String ROOM = "dev.stagecraft.runtime.optimize";
    private static final ClassName SGD = ClassName.get(ROOM, "Sgd");
    private static final ClassName CONSTANT = ClassName.get(ROOM, "Constant");
    private static final ClassName WARM_UP = ClassName.get(ROOM, "WarmUp");

    private TrainingEmitter() {}

    static CodeBlock defaults(TrainingSpec training) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "new $T($L, $L, $L",
                        Names.TRAINING_DEFAULTS,
                        training.epochs(),
                        training.batchSize(),
                        training.learningRate());
        boolean plain = training.optimizers().isEmpty();
        boolean constant = training.schedules().isEmpty() && training.warmUpEpochs() == 0;
        if (!plain || !constant) {
            code.add(", ")
                    .add(
                            plain
                                    ? CodeBlock.of("$T.PLAIN", SGD)
                                    : optimizer(training.optimizers().get(0)))
                    .add(", ")
                    .add(schedule(training));
        }
        return code.add(")").build();
    }

    private static CodeBlock optimizer(OptimizerSpec optimizer) {
        if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            return CodeBlock.of("new $T($L, $L, $L)", SGD, sgd.momentum(), sgd.nesterov(), sgd.weightDecay());
        }
        OptimizerSpec.Adam adam = (OptimizerSpec.Adam) optimizer;
        return CodeBlock.of(
                "new $T($L, $L, $L, $L)",
                ClassName.get(ROOM, adam.decoupled() ? "AdamW" : "Adam"),
                adam.beta1(),
                adam.beta2(),
                adam.epsilon(),
                adam.weightDecay());
    }

    private static CodeBlock schedule(TrainingSpec training) {
        CodeBlock code = training.schedules().isEmpty()
                ? CodeBlock.of("new $T()", CONSTANT)
                : schedule(training.schedules().get(0));
        return training.warmUpEpochs() == 0
                ? code
                : CodeBlock.of("new $T($L, $L)", WARM_UP, training.warmUpEpochs(), code);
    }

    private static CodeBlock schedule(ScheduleSpec schedule) {
        if (schedule instanceof ScheduleSpec.StepDecay step) {
            return CodeBlock.of("new $T($L, $L)", ClassName.get(ROOM, "StepDecay"), step.everyEpochs(), step.factor());
        }
        return CodeBlock.of("new $T($L)", ClassName.get(ROOM, "Cosine"), ((ScheduleSpec.Cosine) schedule).low());
    }
}
