package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.AveragePool;
import java.util.List;

/** Average pools whose windows lie side by side. */
final class AveragePoolEmitter {
    private AveragePoolEmitter() {}

    static void emit(Step step, SectionCode code) {
        String stride = code.number(step, "stride");
        // A method that several blocks share takes the stride as an int.
        String pixels = Character.isDigit(stride.charAt(0)) ? stride + "L" : "(long) " + stride;
        CodeBlock window = CodeBlock.of("$T.of(1L, $L, $L, 1L)", List.class, pixels, pixels);
        code.assign(
                step,
                CodeBlock.of(
                        "$L.nn.avgPool($L, $L, $L, $S)",
                        code.tf(step),
                        step.from().get(0),
                        window,
                        window,
                        ((AveragePool) step.operation()).whole() ? "VALID" : "SAME"));
    }
}
