package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** Blurs before pixels are left out. */
final class BlurEmitter {
    private BlurEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "blur", code.number(step, "stride"));
    }
}
