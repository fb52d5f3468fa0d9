package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;

/** The bias of a convolution or a dense layer. */
final class Biases {
    private Biases() {}

    static void add(Step step, OperationName name, int size, SectionCode code) {
        String bias = name.local("Bias");
        code.statement(
                "$T $L = $L.variable($S, $L, $L)",
                Names.TENSOR,
                bias,
                code.builder(name),
                name.leaf() + "/bias",
                code.constants().zeros(),
                size);
        code.assign(
                step.to(),
                CodeBlock.of("$L.nn.biasAdd($L, $L)", code.tf(name, name.leaf() + "_bias"), step.to(), bias),
                step.output());
    }
}
