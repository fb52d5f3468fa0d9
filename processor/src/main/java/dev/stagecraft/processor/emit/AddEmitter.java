package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** The residual sum. */
final class AddEmitter {
    private AddEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "add", step.from().get(1));
    }
}
