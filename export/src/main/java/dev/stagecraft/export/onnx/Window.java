package dev.stagecraft.export.onnx;

import java.util.List;
import org.tensorflow.proto.NodeDef;

/**
 * A kernel or pool window that moves over an image, and the pixels around the image that it sees, in ONNX's order.
 *
 * @param height of the window
 * @param width of the window
 * @param strides down and across
 * @param pads above, left, below, right
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
record Window(long height, long width, long[] strides, long[] pads) {
    private static final int DOWN = 1;
    private static final int ACROSS = 2;

    /** The window of an operation over an image of TensorFlow's layout. */
    static Window of(NodeDef node, Value image, long height, long width) {
        List<Long> steps = node.getAttrOrThrow("strides").getList().getIList();
        long[] strides = {steps.get(DOWN), steps.get(ACROSS)};
        String padding = node.getAttrOrThrow("padding").getS().toStringUtf8();
        if (padding.equals("VALID")) {
            return new Window(height, width, strides, new long[] {0, 0, 0, 0});
        }
        if (!padding.equals("SAME")) {
            throw new IllegalStateException("it has padding " + padding);
        }
        long down = missing(image.height(), height, strides[0]);
        long across = missing(image.width(), width, strides[1]);
        return new Window(
                height, width, strides, new long[] {down / 2, across / 2, down - down / 2, across - across / 2});
    }

    /** As many pixels as windows that begin within the image reach beyond it. */
    private static long missing(long size, long window, long stride) {
        long count = (size + stride - 1) / stride;
        return Math.max((count - 1) * stride + window - size, 0);
    }

    /** The same over an image whose padding is taken off, to be seen by the window. */
    Window around(long[] more) {
        long[] sum = pads.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return new Window(height, width, strides, sum);
    }

    /** Whether every window sees at least a pixel of the image, which ONNX wants of pools. */
    boolean seesTheImage() {
        return pads[0] < height && pads[2] < height && pads[1] < width && pads[3] < width;
    }

    /** Adds all but the window's own size to a node. */
    OnnxNodes.Node describe(OnnxNodes.Node node) {
        return node.with("strides", strides).with("pads", pads);
    }
}
