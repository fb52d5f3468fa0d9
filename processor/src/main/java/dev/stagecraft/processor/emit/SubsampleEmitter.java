package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** Every stride-th pixel, as a zero-padded shortcut takes them. */
final class SubsampleEmitter {
    private SubsampleEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "subsample", code.number(step, "stride"));
    }
}
