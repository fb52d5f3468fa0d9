package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The processor's limit for a training step: how long its convolutions take by themselves, forward and both gradients,
 * each as a single operation. For kernel gradients in bfloat16, the faster of two forms counts. A large matrix product
 * shows how fast the processor can multiply.
 */
public final class Limit {
    private static final int SIDE = 2048;

    private final int runs;
    private final boolean float32;

    private Limit(int runs, boolean float32) {
        this.runs = runs;
        this.float32 = float32;
    }

    /** An operation over drawn numbers. */
    private interface Measured {
        <T extends TNumber> Op add(Ops tf, List<Operand<T>> inputs);
    }

    /** Takes the class of a network, images of a step, runs of each operation, and a precision. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Network network = Synthetic.network(args[0]);
        int images = Integer.parseInt(args[1]);
        Limit limit = new Limit(Integer.parseInt(args[2]), Precision.valueOf(args[3]) == Precision.FLOAT32);
        double millis = 0;
        for (Map.Entry<Convolution, Integer> each :
                Convolution.ofTraining(network).entrySet()) {
            millis += each.getValue() * limit.millis(each.getKey(), images);
        }
        Figures.print("millis", millis);
        Figures.print("imagesPerSecond", images * 1000.0 / millis);
        Figures.print("matrixProductGflops", 2.0 * SIDE * SIDE * SIDE / 1e6 / limit.matrixProduct());
    }

    private double millis(Convolution convolution, int images) {
        List<Shape> inputs = convolution.inputs(images);
        double operation = millis(inputs, new Measured() {
            @Override
            public <T extends TNumber> Op add(Ops tf, List<Operand<T>> given) {
                return convolution.operation(tf, given, images);
            }
        });
        if (float32 || !convolution.hasPatches()) {
            return operation;
        }
        double patches = millis(inputs, new Measured() {
            @Override
            public <T extends TNumber> Op add(Ops tf, List<Operand<T>> given) {
                return convolution.patches(tf, given);
            }
        });
        return Math.min(operation, patches);
    }

    private double matrixProduct() {
        Shape shape = Shape.of(SIDE, SIDE);
        return millis(List.of(shape, shape), new Measured() {
            @Override
            public <T extends TNumber> Op add(Ops tf, List<Operand<T>> given) {
                return tf.linalg.matMul(given.get(0), given.get(1));
            }
        });
    }

    private double millis(List<Shape> inputs, Measured measured) {
        return float32 ? millis(TFloat32.class, inputs, measured) : millis(TBfloat16.class, inputs, measured);
    }

    /** The median of the runs after a first one. */
    private <T extends TNumber> double millis(Class<T> type, List<Shape> inputs, Measured measured) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<Op> firsts = new ArrayList<>();
            List<Operand<T>> variables = new ArrayList<>();
            for (Shape shape : inputs) {
                Variable<T> variable = tf.variable(shape, type);
                Operand<TFloat32> drawn = tf.random.statelessRandomNormal(
                        tf.constant(shape.asArray()), tf.constant(new long[] {firsts.size(), 1}));
                firsts.add(tf.assign(variable, tf.dtypes.cast(drawn, type)));
                variables.add(tf.identity(variable));
            }
            Op operation = measured.add(tf, variables);
            try (Session session = new Session(graph)) {
                firsts.forEach(first -> session.runner().addTarget(first).run().close());
                double[] times = new double[runs];
                for (int i = -1; i < runs; i++) {
                    long begin = System.nanoTime();
                    session.runner().addTarget(operation).run().close();
                    if (i >= 0) {
                        times[i] = (System.nanoTime() - begin) / 1e6;
                    }
                }
                return Medians.of(times);
            }
        }
    }
}
