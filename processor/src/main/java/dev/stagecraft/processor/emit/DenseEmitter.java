package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Dense;

/** Dense layers. */
final class DenseEmitter {
    private DenseEmitter() {}

    static void dense(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        Dense dense = (Dense) step.operation();
        String kernel = name.local("Kernel");
        code.comment("Dense layer, " + dense.in() + " to " + dense.out() + " features");
        code.statement(
                "$T $L = $L.variable($S, $L, $L, $L)",
                Names.TENSOR,
                kernel,
                code.builder(name),
                name.leaf() + "/kernel",
                code.constants().kernels(1),
                dense.in(),
                dense.out());
        CodeBlock product = CodeBlock.of(
                "$L.linalg.matMul($L, $L)",
                code.tf(name, name.leaf()),
                step.from().get(0),
                kernel);
        code.assign(step.to(), product, step.output());
        Biases.add(step, name, dense.out(), code);
    }
}
