package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Window;

/** Convolutions and pools. */
final class WindowEmitters {
    private WindowEmitters() {}

    static void convolution(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        Conv2d conv = (Conv2d) step.operation();
        Window window = conv.window();
        code.comment(window.size() + "x" + window.size() + " convolution, stride " + window.stride() + ", "
                + conv.inChannels() + " to " + conv.outChannels() + " channels"
                + (conv.groups() == 1 ? "" : " in " + conv.groups() + " groups"));
        String kernel = name.local("Kernel");
        code.statement(
                "$T $L = $L.variable($S, $L, $L, $L, $L, $L)",
                Names.TENSOR,
                kernel,
                code.builder(name),
                name.leaf() + "/kernel",
                code.constants().kernels(conv.groups()),
                window.size(),
                window.size(),
                conv.channelsPerGroup(),
                conv.outChannels());
        Padded padded = pad(step, window, CodeBlock.of("0f"), code);
        CodeBlock convolved = CodeBlock.of(
                "$L.nn.conv2d($L, $L, $L, $S)",
                code.tf(name, name.leaf()),
                padded.branch(),
                kernel,
                code.constants().stride(window.stride()),
                padded.padding());
        code.assign(step.to(), convolved, step.output());
        if (conv.bias()) {
            Biases.add(step, name, conv.outChannels(), code);
        }
    }

    static void maxPool(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        Window window = ((MaxPool) step.operation()).window();
        code.comment(window.size() + "x" + window.size() + " max pool, stride " + window.stride());
        Padded padded = pad(step, window, CodeBlock.of("$T.NEGATIVE_INFINITY", Float.class), code);
        CodeBlock pooled = CodeBlock.of(
                "$L.maxPool($S, $L, $L, $L, $S)",
                code.builder(name),
                name.leaf(),
                padded.branch(),
                window.size(),
                window.stride(),
                padded.padding());
        code.assign(step.to(), pooled, step.output());
    }

    static void averagePool(Step step, SectionCode code) {
        OperationName name = OperationName.of(step.name());
        int size = ((AveragePool) step.operation()).size();
        String window = code.constants().stride(size);
        code.comment(size + "x" + size + " average pool, stride " + size);
        CodeBlock pooled = CodeBlock.of(
                "$L.nn.avgPool($L, $L, $L, $S)",
                code.tf(name, name.leaf()),
                step.from().get(0),
                window,
                window,
                "SAME");
        code.assign(step.to(), pooled, step.output());
    }

    /** TensorFlow's own padding serves where it is the same; elsewhere pixels are added first. */
    private static Padded pad(Step step, Window window, CodeBlock value, SectionCode code) {
        String from = step.from().get(0);
        if (window.padding() instanceof Window.Symmetric symmetric) {
            if (symmetric.pixels() == 0) {
                return new Padded(from, "VALID");
            }
            if (!window.equalsSame(step.inputs().get(0))) {
                OperationName name = OperationName.of(step.name());
                code.assign(
                        step.to(),
                        CodeBlock.of(
                                "$L.pad($S, $L, $L, $L)",
                                code.builder(name),
                                name.leaf() + "_pad",
                                from,
                                symmetric.pixels(),
                                value),
                        padded(step.inputs().get(0), symmetric.pixels()));
                return new Padded(step.to(), "VALID");
            }
        }
        return new Padded(from, "SAME");
    }

    private static Shape padded(Shape image, int pixels) {
        return Shape.image(image.height() + 2 * pixels, image.width() + 2 * pixels, image.channels());
    }

    private record Padded(String branch, String padding) {}
}
