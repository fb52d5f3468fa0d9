package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Dropout;

/** Dropout, which does something in training only. */
final class DropoutEmitter {
    private DropoutEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "dropout", Names.literal(((Dropout) step.operation()).rate()));
    }
}
