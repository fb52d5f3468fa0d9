package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;

/** The residual sum. */
final class AddEmitter {
    private AddEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.assign(
                step,
                CodeBlock.of(
                        "$L.math.add($L, $L)",
                        code.tf(step),
                        step.from().get(0),
                        step.from().get(1)));
    }
}
