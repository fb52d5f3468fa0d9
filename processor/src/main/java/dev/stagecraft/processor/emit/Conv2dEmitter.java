package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import java.util.List;

/** Convolutions. */
final class Conv2dEmitter {
    private Conv2dEmitter() {}

    static void emit(Step step, SectionCode code) {
        List<String> numbers = code.helpers().convolutionNumbers().stream()
                .map(number -> code.number(step, number))
                .toList();
        code.assign(
                step,
                code.helpers()
                        .convolution(
                                code.builder(step),
                                step.name().leaf(),
                                step.from().get(0),
                                numbers));
    }
}
