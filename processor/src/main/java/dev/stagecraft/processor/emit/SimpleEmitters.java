package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Elementwise;

/** Operations of one line. */
final class SimpleEmitters {
    private SimpleEmitters() {}

    static void elementwise(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        String from = step.from().get(0);
        Elementwise function = (Elementwise) step.operation();
        CodeBlock value = switch (function) {
            case RELU -> CodeBlock.of("$L.nn.relu($L)", code.tf(name, name.leaf()), from);
            case LEAKY_RELU -> CodeBlock.of("$L.leakyRelu($S, $L, 0.01f)", code.builder(name), name.leaf(), from);
            case SIGMOID -> CodeBlock.of("$L.math.sigmoid($L)", code.tf(name, name.leaf()), from);
            // TensorFlow has no operation of its own for these.
            case SILU, GELU -> CodeBlock.of("$L.$L($S, $L)", code.builder(name), function.kind(), name.leaf(), from);
        };
        code.assign(step.to(), value, step.output());
    }

    static void batchNorm(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        BatchNorm norm = (BatchNorm) step.operation();
        CodeBlock scale =
                norm.zeroScale() ? CodeBlock.of(", $L", code.constants().zeros()) : CodeBlock.of("");
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.batchNorm($S, $L, $L, $L$L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        Names.literal(norm.momentum()),
                        Names.literal(norm.epsilon()),
                        scale),
                step.output());
    }

    static void add(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        code.comment("Residual sum")
                .assign(
                        step.to(),
                        CodeBlock.of(
                                "$L.math.add($L, $L)",
                                code.tf(name, name.leaf()),
                                step.from().get(0),
                                step.from().get(1)),
                        step.output());
    }

    static void globalAveragePool(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        code.comment("Mean over height and width")
                .assign(
                        step.to(),
                        CodeBlock.of(
                                "$L.math.mean($L, $L.array(1, 2))",
                                code.tf(name, name.leaf()),
                                step.from().get(0),
                                code.tf(name, name.leaf() + "_axes")),
                        step.output());
    }
}
