package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;

/** The mean over height and width. */
final class GlobalAveragePoolEmitter {
    private GlobalAveragePoolEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.assign(
                step,
                CodeBlock.of(
                        "$L.math.mean($L, $L.array(1, 2))",
                        code.tf(step),
                        step.from().get(0),
                        code.tf(step, "_axes")));
    }
}
