package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A convolution of a training step, or one of its gradients.
 *
 * @param kind what is computed
 * @param images {@code [1, height, width, channels]}; shapes with an unknown batch are never equal
 * @param kernel {@code [height, width, channels, filters]}
 * @param result {@code [1, height, width, filters]}, of the convolution
 * @param stride in both directions
 * @param padding {@code SAME} or {@code VALID}
 */
record Convolution(Kind kind, Shape images, Shape kernel, Shape result, long stride, String padding) {
    private static final String EVALUATION = "evaluation/";

    /** By the names of TensorFlow's operations. */
    enum Kind {
        /** Forward. */
        FORWARD("Conv2D"),
        /** The gradient of the images. */
        IMAGES("Conv2DBackpropInput"),
        /** The gradient of the kernel. */
        KERNEL("Conv2DBackpropFilter");

        private final String operation;

        Kind(String operation) {
            this.operation = operation;
        }
    }

    /** The convolutions of a training step and how often each is computed. */
    static Map<Convolution, Integer> ofTraining(Network network) {
        // A step that runs as it was built has each forward operation twice, and matrix products in place of some
        // gradients.
        UpdateRule rule = new UpdateRule(
                TrainingDefaults.builder().engine(Engine.REWRITTEN).build());
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1, rule, Targets.LABELS)) {
            return ofTraining(graph.graph());
        }
    }

    private static Map<Convolution, Integer> ofTraining(Graph graph) {
        Map<Convolution, Integer> found = new LinkedHashMap<>();
        Iterator<GraphOperation> operations = graph.operations();
        while (operations.hasNext()) {
            GraphOperation operation = operations.next();
            for (Kind kind : Kind.values()) {
                if (operation.type().equals(kind.operation) && !operation.name().startsWith(EVALUATION)) {
                    found.merge(of(kind, operation), 1, Integer::sum);
                }
            }
        }
        return found;
    }

    private static Convolution of(Kind kind, GraphOperation operation) {
        Shape first = operation.input(0).shape();
        Shape second = operation.input(1).shape();
        Shape output = operation.output(0).shape();
        long stride = operation.attributes().getAttrIntList("strides")[1];
        String padding = operation.attributes().getAttrString("padding");
        if (kind == Kind.FORWARD) {
            return new Convolution(kind, sized(first, 1), second, sized(output, 1), stride, padding);
        }
        Shape result = sized(operation.input(2).shape(), 1);
        return kind == Kind.IMAGES
                ? new Convolution(kind, sized(output, 1), second, result, stride, padding)
                : new Convolution(kind, sized(first, 1), output, result, stride, padding);
    }

    /** What must be at hand to compute it, with a batch. */
    List<Shape> inputs(long batch) {
        return switch (kind) {
            case FORWARD -> List.of(sized(images, batch), kernel);
            case IMAGES -> List.of(kernel, sized(result, batch));
            case KERNEL -> List.of(sized(images, batch), sized(result, batch));
        };
    }

    private static Shape sized(Shape shape, long batch) {
        return Shape.of(batch, shape.get(1), shape.get(2), shape.get(3));
    }

    /** Adds it to a graph as TensorFlow's operation. */
    <T extends TNumber> Operand<T> operation(Ops tf, List<Operand<T>> inputs, long batch) {
        List<Long> strides = List.of(1L, stride, stride, 1L);
        return switch (kind) {
            case FORWARD -> tf.nn.conv2d(inputs.get(0), inputs.get(1), strides, padding);
            case IMAGES ->
                tf.nn.conv2dBackpropInput(
                        sizes(tf, sized(images, batch)), inputs.get(0), inputs.get(1), strides, padding);
            case KERNEL ->
                tf.nn.conv2dBackpropFilter(inputs.get(0), sizes(tf, kernel), inputs.get(1), strides, padding);
        };
    }

    private static Operand<TInt32> sizes(Ops tf, Shape shape) {
        int[] sizes = new int[shape.numDimensions()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) shape.get(i);
        }
        return tf.constant(sizes);
    }

    /** Whether patches and a matrix product compute it, too. */
    boolean hasPatches() {
        return kind == Kind.KERNEL;
    }

    /** Adds it to a graph as patches and a matrix product. */
    <T extends TNumber> Operand<T> patches(Ops tf, List<Operand<T>> inputs) {
        long height = kernel.get(0);
        long width = kernel.get(1);
        Operand<T> taken = height == 1 && width == 1 && stride == 1
                ? inputs.get(0)
                : tf.image.extractImagePatches(
                        inputs.get(0),
                        List.of(1L, height, width, 1L),
                        List.of(1L, stride, stride, 1L),
                        List.of(1L, 1L, 1L, 1L),
                        padding);
        int values = (int) (height * width * kernel.get(2));
        return tf.linalg.matMul(
                tf.reshape(taken, tf.constant(new int[] {-1, values})),
                tf.reshape(inputs.get(1), tf.constant(new int[] {-1, (int) kernel.get(3)})),
                MatMul.transposeA(true));
    }
}
