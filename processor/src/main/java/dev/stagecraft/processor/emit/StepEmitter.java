package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.GlobalAveragePool;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Relu;
import java.util.Map;

/** Writes the lines of one kind of operation. */
@FunctionalInterface
interface StepEmitter {
    /** Every kind's emitter; a test holds it against the kinds there are. */
    Map<Class<? extends Operation>, StepEmitter> BY_KIND = Map.of(
            Add.class, SimpleEmitters::add,
            BatchNorm.class, SimpleEmitters::batchNorm,
            Conv2d.class, WindowEmitters::convolution,
            Dense.class, DenseEmitter::dense,
            GlobalAveragePool.class, SimpleEmitters::globalAveragePool,
            MaxPool.class, WindowEmitters::maxPool,
            Relu.class, SimpleEmitters::relu);

    /** Writes a step. */
    void emit(Step step, SectionCode code);

    /** Writes a step of any kind. */
    static void write(Step step, SectionCode code) {
        BY_KIND.get(step.operation().getClass()).emit(step, code);
    }
}
