package dev.stagecraft.export.onnx;

import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/** Convolutions and pools. Padding right before them becomes part of them, where it is what they pad with themselves. */
final class WindowRules {
    private static final int HEIGHT = 0;
    private static final int WIDTH = 1;
    private static final int INPUT = 2;
    private static final int OUTPUT = 3;

    private WindowRules() {}

    /** A convolution, in groups if its kernel has fewer inputs than the image has channels. */
    static String convolution(NodeDef node, Conversion conversion) {
        if (node.getAttrOrThrow("dilations").getList().getIList().stream().anyMatch(each -> each != 1)) {
            throw new IllegalStateException("it is dilated");
        }
        Constant kernel = conversion.required(node, 1);
        long groups = conversion.input(node, 0).channels() / kernel.shape()[INPUT];
        return convolution(node, conversion, kernel, kernel.permuted(OUTPUT, INPUT, HEIGHT, WIDTH), groups);
    }

    /** A convolution of each channel by itself. */
    static String depthwise(NodeDef node, Conversion conversion) {
        Constant kernel = conversion.required(node, 1);
        long channels = kernel.shape()[INPUT];
        if (kernel.shape()[OUTPUT] != 1) {
            throw new IllegalStateException("it makes several channels of one");
        }
        return convolution(node, conversion, kernel, kernel.permuted(INPUT, OUTPUT, HEIGHT, WIDTH), channels);
    }

    private static String convolution(
            NodeDef node, Conversion conversion, Constant kernel, Constant written, long groups) {
        OnnxNodes nodes = conversion.nodes();
        Window window = Window.of(node, conversion.input(node, 0), kernel.shape()[HEIGHT], kernel.shape()[WIDTH]);
        Optional<Unpadded> unpadded = Unpadded.of(node, conversion, 0);
        String image = unpadded.map(Unpadded::image)
                .orElseGet(() -> conversion.input(node, 0).name());
        String weights = nodes.floats(written.name(), written);
        Optional<String> bias = conversion.takeBias(node).map(found -> nodes.floats(found.name(), found));
        OnnxNodes.Node convolution = bias.isPresent()
                ? nodes.node("Conv", node.getName(), image, weights, bias.get())
                : nodes.node("Conv", node.getName(), image, weights);
        return unpadded.map(found -> window.around(found.pads()))
                .orElse(window)
                .describe(convolution)
                .with("kernel_shape", window.height(), window.width())
                .with("group", groups)
                .add();
    }

    /** The largest value of each window. */
    static String maxPool(NodeDef node, Conversion conversion) {
        Optional<Unpadded> unpadded = Unpadded.of(node, conversion, Float.NEGATIVE_INFINITY);
        Window window = window(node, conversion);
        Optional<Window> around =
                unpadded.map(found -> window.around(found.pads())).filter(Window::seesTheImage);
        String image = around.isPresent()
                ? unpadded.orElseThrow().image()
                : conversion.input(node, 0).name();
        return around.orElse(window)
                .describe(conversion.nodes().node("MaxPool", node.getName(), image))
                .with("kernel_shape", window.height(), window.width())
                .add();
    }

    /** The mean of the image's pixels in each window. */
    static String averagePool(NodeDef node, Conversion conversion) {
        Window window = window(node, conversion);
        return window.describe(conversion
                        .nodes()
                        .node(
                                "AveragePool",
                                node.getName(),
                                conversion.input(node, 0).name()))
                .with("kernel_shape", window.height(), window.width())
                .with("count_include_pad", 0L)
                .add();
    }

    private static Window window(NodeDef node, Conversion conversion) {
        List<Long> size = node.getAttrOrThrow("ksize").getList().getIList();
        return Window.of(node, conversion.input(node, 0), size.get(1), size.get(2));
    }
}
