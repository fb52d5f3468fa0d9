package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** Dense layers. */
final class DenseEmitter {
    private DenseEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.assign(
                step,
                code.helpers()
                        .dense(
                                code.builder(step),
                                step.name().leaf(),
                                step.from().get(0),
                                code.number(step, "in"),
                                code.number(step, "out")));
    }
}
