package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Elementwise;

/** Functions of each value by itself. */
final class ElementwiseEmitter {
    private ElementwiseEmitter() {}

    static void emit(Step step, SectionCode code) {
        Elementwise function = (Elementwise) step.operation();
        switch (function) {
            case RELU, SIGMOID, SILU, GELU -> code.call(step, function.kind());
            case LEAKY_RELU -> code.call(step, "leakyRelu", "0.01f");
        }
    }
}
