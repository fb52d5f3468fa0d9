package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** Zeros as further channels, as a zero-padded shortcut has them. */
final class PadChannelsEmitter {
    private PadChannelsEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "padChannels", code.number(step, "more"));
    }
}
