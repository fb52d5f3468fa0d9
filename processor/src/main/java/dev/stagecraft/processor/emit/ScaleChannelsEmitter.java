package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** The gate of squeeze-and-excitation. */
final class ScaleChannelsEmitter {
    private ScaleChannelsEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "scaleChannels", step.from().get(1));
    }
}
