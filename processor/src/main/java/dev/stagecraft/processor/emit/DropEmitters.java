package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Dropout;

/** What training drops at random. */
final class DropEmitters {
    /** The parameter of a block's method that holds the block's own probability. */
    static final String PROBABILITY = "dropProbability";

    private DropEmitters() {}

    static void dropout(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        double rate = ((Dropout) step.operation()).rate();
        code.comment("In training only");
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.dropout($S, $L, $L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        Names.literal(rate)),
                step.output());
    }

    static void stochasticDepth(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        code.comment("Stochastic depth, in training only");
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.stochasticDepth($S, $L, $L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        PROBABILITY),
                step.output());
    }
}
