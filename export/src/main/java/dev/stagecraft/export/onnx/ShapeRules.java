package dev.stagecraft.export.onnx;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.tensorflow.proto.NodeDef;

/** Padding, slices, means over pixels and changes of shape. */
final class ShapeRules {
    /** TensorFlow's places of an image's dimensions in the order of ONNX. */
    private static final int[] CHANNELS_FIRST = {0, 3, 1, 2};

    /** All four bounds of a slice are those of the image. */
    private static final long ALL_MASKED = 15;

    private ShapeRules() {}

    /** One value all around. */
    static String pad(NodeDef node, Conversion conversion) {
        Constant value = conversion.required(node, 2);
        OnnxNodes nodes = conversion.nodes();
        return nodes.node(
                        "Pad",
                        node.getName(),
                        image(node, conversion).name(),
                        sides(node, conversion),
                        nodes.floats(value.name(), value))
                .add();
    }

    /** The image reflected at its outermost pixels. */
    static String reflect(NodeDef node, Conversion conversion) {
        if (!node.getAttrOrThrow("mode").getS().toStringUtf8().equals("REFLECT")) {
            throw new IllegalStateException("it repeats the outermost pixels");
        }
        return conversion
                .nodes()
                .node("Pad", node.getName(), image(node, conversion).name(), sides(node, conversion))
                .with("mode", "reflect")
                .add();
    }

    private static String sides(NodeDef node, Conversion conversion) {
        Constant sides = conversion.required(node, 1);
        LongStream before = Arrays.stream(CHANNELS_FIRST).mapToLong(axis -> sides.whole(2 * axis));
        LongStream after = Arrays.stream(CHANNELS_FIRST).mapToLong(axis -> sides.whole(2 * axis + 1));
        return conversion
                .nodes()
                .wholes(sides.name(), LongStream.concat(before, after).toArray());
    }

    /** Every so many pixels, beginning with the first. */
    static String subsample(NodeDef node, Conversion conversion) {
        Value image = image(node, conversion);
        boolean whole = node.getAttrOrThrow("begin_mask").getI() == ALL_MASKED
                && node.getAttrOrThrow("end_mask").getI() == ALL_MASKED;
        Constant strides = conversion.required(node, 3);
        if (!whole || strides.whole(0) != 1 || strides.whole(3) != 1) {
            throw new IllegalStateException("it takes a part other than every so many pixels");
        }
        OnnxNodes nodes = conversion.nodes();
        String name = node.getName();
        return nodes.node(
                        "Slice",
                        name,
                        image.name(),
                        nodes.wholes(name + "/starts", 0, 0),
                        nodes.wholes(name + "/ends", image.height(), image.width()),
                        nodes.wholes(name + "/axes", 2, 3),
                        nodes.wholes(name + "/steps", strides.whole(1), strides.whole(2)))
                .add();
    }

    /** The mean over height and width. */
    static String mean(NodeDef node, Conversion conversion) {
        Value image = image(node, conversion);
        if (!Arrays.equals(conversion.required(node, 1).values(), new float[] {1, 2})) {
            throw new IllegalStateException("it is not over height and width");
        }
        OnnxNodes nodes = conversion.nodes();
        String name = node.getName();
        if (node.getAttrOrThrow("keep_dims").getB()) {
            return nodes.node("GlobalAveragePool", name, image.name()).add();
        }
        String pooled =
                nodes.node("GlobalAveragePool", name + "/pooled", image.name()).add();
        return nodes.node("Flatten", name, pooled).with("axis", 1L).add();
    }

    /** Between a list of values and an image, whose values are in another order in ONNX unless it has one pixel or channel. */
    static String reshape(NodeDef node, Conversion conversion) {
        Value from = conversion.input(node, 0);
        Value to = conversion.output(node);
        OnnxNodes nodes = conversion.nodes();
        String name = node.getName();
        String source = keepsOrder(from)
                ? from.name()
                : nodes.node("Transpose", name + "/channels_last", from.name())
                        .with("perm", 0, 2, 3, 1)
                        .add();
        long[] shape = to.shape().clone();
        shape[0] = -1;
        if (keepsOrder(to)) {
            long[] dims = to.isImage() ? permuted(shape) : shape;
            return nodes.node("Reshape", name, source, nodes.wholes(name + "/shape", dims))
                    .add();
        }
        String reshaped = nodes.node("Reshape", name + "/reshaped", source, nodes.wholes(name + "/shape", shape))
                .add();
        return nodes.node("Transpose", name, reshaped).with("perm", 0, 3, 1, 2).add();
    }

    private static boolean keepsOrder(Value value) {
        return !value.isImage() || value.channels() == 1 || value.height() * value.width() == 1;
    }

    private static long[] permuted(long[] shape) {
        return Arrays.stream(CHANNELS_FIRST).mapToLong(axis -> shape[axis]).toArray();
    }

    private static Value image(NodeDef node, Conversion conversion) {
        Value image = conversion.input(node, 0);
        if (!image.isImage()) {
            throw new IllegalStateException(
                    "it takes no image, but a value of " + image.shape().length + " dimensions");
        }
        return image;
    }
}
