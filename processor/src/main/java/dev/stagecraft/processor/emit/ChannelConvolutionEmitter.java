package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** Convolutions over channels. */
final class ChannelConvolutionEmitter {
    private ChannelConvolutionEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "channelConvolution", code.helpers().kernels(), code.number(step, "size"));
    }
}
