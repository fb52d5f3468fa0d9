package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Window;

/** Max pools. TensorFlow's own padding serves where it is the same; elsewhere pixels are added first. */
final class MaxPoolEmitter {
    private MaxPoolEmitter() {}

    static void emit(Step step, SectionCode code) {
        Window window = ((MaxPool) step.operation()).window();
        Shape input = step.inputs().get(0);
        String from = step.from().get(0);
        String padding = "SAME";
        if (window.padding() instanceof Window.Symmetric symmetric
                && (symmetric.pixels() == 0 || !window.equalsSame(input))) {
            padding = "VALID";
            if (symmetric.pixels() > 0) {
                code.assign(
                        step.to(),
                        CodeBlock.of(
                                "$L.pad($S, $L, $L, $T.NEGATIVE_INFINITY)",
                                code.builder(step),
                                step.name().leaf() + "_pad",
                                from,
                                symmetric.pixels(),
                                Float.class),
                        padded(input, symmetric.pixels()));
                from = step.to();
            }
        }
        code.assign(
                step.to(),
                CodeBlock.of(
                        "$L.maxPool($S, $L, $L, $L, $S)",
                        code.builder(step),
                        step.name().leaf(),
                        from,
                        window.size(),
                        window.stride(),
                        padding),
                step.output());
    }

    private static Shape padded(Shape image, int pixels) {
        return Shape.image(image.height() + 2 * pixels, image.width() + 2 * pixels, image.channels());
    }
}
