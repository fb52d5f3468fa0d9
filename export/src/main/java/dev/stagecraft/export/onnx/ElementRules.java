package dev.stagecraft.export.onnx;

import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/** Sums, products and functions of single values, and products of matrices. */
final class ElementRules {
    private static final int GAMMA = 1;
    private static final int BETA = 2;
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    private ElementRules() {}

    /** A function of one value. */
    static Rule ofOne(String type) {
        return (node, conversion) -> conversion
                .nodes()
                .node(type, node.getName(), conversion.input(node, 0).name())
                .add();
    }

    /** A function of two values, one of which may be a constant that repeats along the other. */
    static Rule ofTwo(String type) {
        return (node, conversion) -> conversion
                .nodes()
                .node(type, node.getName(), operand(node, 0, conversion), operand(node, 1, conversion))
                .add();
    }

    private static String operand(NodeDef node, int index, Conversion conversion) {
        Value result = conversion.output(node);
        Optional<Constant> constant = conversion.constant(node, index);
        if (constant.isPresent()) {
            return constant(conversion, constant.get(), result);
        }
        Value value = conversion.input(node, index);
        if (value.shape().length != result.shape().length) {
            throw new IllegalStateException("it combines values of " + value.shape().length + " and of "
                    + result.shape().length + " dimensions");
        }
        return value.name();
    }

    /** A constant that is combined with a value. */
    private static String constant(Conversion conversion, Constant constant, Value with) {
        int rank = constant.shape().length;
        if (!with.isImage() || rank == 0) {
            return conversion.nodes().floats(constant.name(), constant);
        }
        String name = constant.name() + "/channels_first";
        if (rank == 1) {
            return conversion.nodes().floats(name, constant.reshaped(constant.shape()[0], 1, 1));
        }
        if (rank != Value.IMAGE_RANK) {
            throw new IllegalStateException("it combines an image with a constant of " + rank + " dimensions");
        }
        return conversion.nodes().floats(name, constant.permuted(0, 3, 1, 2));
    }

    /** A batch normalization by moving statistics that no convolution could take: a product and a sum. */
    static String scaleAndOffset(NodeDef node, Conversion conversion) {
        float[] gamma = conversion.required(node, GAMMA).values();
        float[] beta = conversion.required(node, BETA).values();
        float[] mean = conversion.required(node, MEAN).values();
        float[] variance = conversion.required(node, VARIANCE).values();
        float epsilon = node.getAttrOrThrow("epsilon").getF();
        float[] scale = new float[gamma.length];
        float[] offset = new float[gamma.length];
        for (int i = 0; i < scale.length; i++) {
            double exact = gamma[i] / Math.sqrt((double) variance[i] + epsilon);
            scale[i] = (float) exact;
            offset[i] = (float) (beta[i] - exact * mean[i]);
        }
        OnnxNodes nodes = conversion.nodes();
        long[] perChannel = {scale.length, 1, 1};
        String name = node.getName();
        String scaled = nodes.node(
                        "Mul",
                        name + "/scaled",
                        conversion.input(node, 0).name(),
                        nodes.floats(name + "/scale", perChannel, scale))
                .add();
        return nodes.node("Add", name, scaled, nodes.floats(name + "/offset", perChannel, offset))
                .add();
    }

    /** A product with a constant matrix, and the bias after it. */
    static String dense(NodeDef node, Conversion conversion) {
        if (node.getAttrOrThrow("transpose_a").getB()) {
            throw new IllegalStateException("it transposes what is computed");
        }
        OnnxNodes nodes = conversion.nodes();
        String values = conversion.input(node, 0).name();
        Constant kernel = conversion.required(node, 1);
        String matrix = nodes.floats(kernel.name(), kernel);
        Optional<String> bias = conversion.takeBias(node).map(found -> nodes.floats(found.name(), found));
        OnnxNodes.Node product = bias.isPresent()
                ? nodes.node("Gemm", node.getName(), values, matrix, bias.get())
                : nodes.node("Gemm", node.getName(), values, matrix);
        return product.with("transB", node.getAttrOrThrow("transpose_b").getB() ? 1L : 0L)
                .add();
    }
}
