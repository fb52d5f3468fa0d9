package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;

/**
 * From images of any size to images of the network's size, {@code [batch, channels, height, width]}, float32, 0 to 255. All
 * sizes are computed in the graph, as {@link Resizing} computes them.
 */
final class Pixels {
    private static final String SCOPE = "resize/";

    /** The cubic that Pillow uses. */
    private static final float CUBIC = -0.5f;

    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;

    private final OnnxNodes nodes;
    private final ImageShape size;
    private final Resizing resizing;

    private Pixels(OnnxNodes nodes, Preprocessing preprocessing) {
        this.nodes = nodes;
        size = preprocessing.size();
        resizing = preprocessing.resizing();
    }

    /**
     * Adds the nodes.
     *
     * @param images name of the images, {@code [batch, height, width, channels]}, uint8
     * @return name of the result
     */
    static String add(OnnxNodes nodes, Preprocessing preprocessing, String images) {
        return new Pixels(nodes, preprocessing).add(images);
    }

    private String add(String images) {
        // In bytes, the operation would round after each of its two passes.
        String cast = nodes.node("Cast", SCOPE + "floats", images)
                .with("to", OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .add();
        String floats = nodes.node("Transpose", SCOPE + "channels_first", cast)
                .with("perm", 0, 3, 1, 2)
                .add();
        String shape = nodes.node("Shape", SCOPE + "shape", images).add();
        String batch = side("batch", shape, 0);
        if (resizing.mode() == Resizing.Mode.SQUEEZE) {
            String whole = nodes.wholes(SCOPE + "size", size.channels(), size.height(), size.width());
            return resize(
                    floats,
                    nodes.node("Concat", SCOPE + "sizes", batch, whole)
                            .with("axis", 0L)
                            .add());
        }
        return crop(floats, shape, batch);
    }

    private String side(String name, String shape, int axis) {
        return nodes.node("Gather", SCOPE + name, shape, nodes.wholes(SCOPE + name + "_axis", axis))
                .with("axis", 0L)
                .add();
    }

    private String resize(String floats, String sizes) {
        OnnxNodes.Node node = nodes.node("Resize", SCOPE + "resized", floats, "", "", sizes)
                .with("coordinate_transformation_mode", "half_pixel");
        if (resizing.filter() == Resizing.Filter.SAMPLED) {
            return node.with("mode", "linear").add();
        }
        // Pixels beyond the edge have no weight. By default the edge's pixels would be repeated there.
        node.with("antialias", 1L).with("exclude_outside", 1L);
        return resizing.filter() == Resizing.Filter.BICUBIC
                ? node.with("mode", "cubic").with("cubic_coeff_a", CUBIC).add()
                : node.with("mode", "linear").add();
    }

    private String crop(String floats, String shape, String batch) {
        String height = side("height", shape, HEIGHT);
        String width = side("width", shape, WIDTH);
        String high = nodes.wholes(SCOPE + "high", (long) Math.floor(size.height() / resizing.share()));
        String wide = nodes.wholes(SCOPE + "wide", (long) Math.floor(size.width() / resizing.share()));
        String widthByHigh =
                nodes.node("Mul", SCOPE + "width_by_high", width, high).add();
        String heightByWide =
                nodes.node("Mul", SCOPE + "height_by_wide", height, wide).add();
        String byHeight = nodes.node("GreaterOrEqual", SCOPE + "by_height", widthByHigh, heightByWide)
                .add();
        String followingHeight = nodes.node("Div", SCOPE + "following_height", heightByWide, width)
                .add();
        String followingWidth = nodes.node("Div", SCOPE + "following_width", widthByHigh, height)
                .add();
        String newHeight = nodes.node("Where", SCOPE + "new_height", byHeight, high, followingHeight)
                .add();
        String newWidth = nodes.node("Where", SCOPE + "new_width", byHeight, followingWidth, wide)
                .add();
        String sizes = nodes.node(
                        "Concat",
                        SCOPE + "sizes",
                        batch,
                        nodes.wholes(SCOPE + "channels", size.channels()),
                        newHeight,
                        newWidth)
                .with("axis", 0L)
                .add();
        return center(resize(floats, sizes), newHeight, newWidth);
    }

    private String center(String resized, String height, String width) {
        String cut = nodes.wholes(SCOPE + "cut", size.height(), size.width());
        String sides = nodes.node("Concat", SCOPE + "sides", height, width)
                .with("axis", 0L)
                .add();
        String spare = nodes.node("Sub", SCOPE + "spare", sides, cut).add();
        String exact = nodes.node("Cast", SCOPE + "spare_floats", spare)
                .with("to", OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .add();
        String half = nodes.node("Mul", SCOPE + "half", exact, nodes.floats(SCOPE + "factor", new long[0], 0.5f))
                .add();
        // Half to even, as everywhere.
        String rounded = nodes.node("Round", SCOPE + "rounded", half).add();
        String start = nodes.node("Cast", SCOPE + "start", rounded)
                .with("to", OnnxMl.TensorProto.DataType.INT64.getNumber())
                .add();
        String end = nodes.node("Add", SCOPE + "end", start, cut).add();
        return nodes.node("Slice", SCOPE + "center", resized, start, end, nodes.wholes(SCOPE + "axes", 2, 3))
                .add();
    }
}
