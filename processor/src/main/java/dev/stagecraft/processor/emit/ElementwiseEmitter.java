package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Elementwise;

/** Functions of each value by itself. */
final class ElementwiseEmitter {
    private ElementwiseEmitter() {}

    static void emit(Step step, SectionCode code) {
        Elementwise function = (Elementwise) step.operation();
        switch (function) {
            case RELU ->
                code.assign(
                        step,
                        CodeBlock.of(
                                "$L.nn.relu($L)", code.tf(step), step.from().get(0)));
            case SIGMOID ->
                code.assign(
                        step,
                        CodeBlock.of(
                                "$L.math.sigmoid($L)",
                                code.tf(step),
                                step.from().get(0)));
            case LEAKY_RELU -> code.call(step, "leakyRelu", "0.01f");
            // TensorFlow has no operation of its own for these.
            case SILU, GELU -> code.call(step, function.kind());
        }
    }
}
