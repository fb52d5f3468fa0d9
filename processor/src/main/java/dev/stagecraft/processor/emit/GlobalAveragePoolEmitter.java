package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** The mean over height and width. */
final class GlobalAveragePoolEmitter {
    private GlobalAveragePoolEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "globalAveragePool");
    }
}
