package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.AveragePool;

/** Average pools whose windows lie side by side. */
final class AveragePoolEmitter {
    private AveragePoolEmitter() {}

    static void emit(Step step, SectionCode code) {
        boolean whole = ((AveragePool) step.operation()).whole();
        code.call(step, "averagePool", code.number(step, "stride"), whole ? "\"VALID\"" : "\"SAME\"");
    }
}
