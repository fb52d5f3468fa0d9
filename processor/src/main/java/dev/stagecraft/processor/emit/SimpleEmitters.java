package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.BatchNorm;

/** Operations of one line. */
final class SimpleEmitters {
    private SimpleEmitters() {}

    static void relu(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.nn.relu($L)",
                        code.tf(name, name.leaf()),
                        step.from().get(0)),
                step.output());
    }

    static void batchNorm(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        BatchNorm norm = (BatchNorm) step.operation();
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.batchNorm($S, $L, $L, $L)",
                        code.builder(name),
                        name.leaf(),
                        step.from().get(0),
                        literal(norm.momentum()),
                        literal(norm.epsilon())),
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

    /** TensorFlow computes in float32. */
    private static String literal(double value) {
        return (float) value + "f";
    }
}
