package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.PadChannels;
import dev.stagecraft.processor.shape.Subsample;

/** What a zero-padded shortcut and squeeze-and-excitation do to pixels and channels. */
final class ChannelEmitters {
    private ChannelEmitters() {}

    static void subsample(Step step, SectionCode code) {
        int stride = ((Subsample) step.operation()).stride();
        OperationName name = OperationName.of(step.name());
        code.comment("Zero-padded shortcut: every pixel at a step of " + stride + ", zeros as further channels");
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.subsample($S, $L, $L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        stride),
                step.output());
    }

    static void padChannels(Step step, SectionCode code) {
        int more = ((PadChannels) step.operation()).more();
        OperationName name = OperationName.of(step.name());
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.padChannels($S, $L, $L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        more),
                step.output());
    }

    static void scaleChannels(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.scaleChannels($S, $L, $L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        step.from().get(1)),
                step.output());
    }
}
