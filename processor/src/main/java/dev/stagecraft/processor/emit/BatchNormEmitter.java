package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.BatchNorm;

/** Batch normalization. */
final class BatchNormEmitter {
    private BatchNormEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.assign(
                step,
                ((BatchNorm) step.operation()).zeroScale()
                        ? code.helpers()
                                .zeroNormalization(
                                        code.builder(step),
                                        step.name().leaf(),
                                        step.from().get(0))
                        : code.helpers()
                                .normalization(
                                        code.builder(step),
                                        step.name().leaf(),
                                        step.from().get(0)));
    }
}
