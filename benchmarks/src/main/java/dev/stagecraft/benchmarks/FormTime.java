package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The time of one form of a gradient, by itself. */
final class FormTime {
    private static final int WARM_UP = 2;

    private FormTime() {}

    /** Adds a form to a graph. */
    interface Form<T extends TNumber> {
        Operand<? extends TNumber> add(Ops tf, Operand<T> first, Operand<T> second);
    }

    /**
     * The median time, in milliseconds with three decimals.
     *
     * @param runs of the form, besides two that are not counted
     * @param first of what it takes; the numbers are drawn
     * @param second as the first
     */
    static <T extends TNumber> String millis(int runs, Class<T> type, Shape first, Shape second, Form<T> form) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<Op> assignments = new ArrayList<>();
            Op measured = form.add(tf, variable(tf, type, assignments, first), variable(tf, type, assignments, second));
            try (Session session = new Session(graph)) {
                assignments.forEach(
                        each -> session.runner().addTarget(each).run().close());
                double[] times = new double[runs];
                for (int i = -WARM_UP; i < runs; i++) {
                    long begin = System.nanoTime();
                    session.runner().addTarget(measured).run().close();
                    if (i >= 0) {
                        times[i] = (System.nanoTime() - begin) / 1e6;
                    }
                }
                return String.format(Locale.ROOT, "%.3f", Medians.of(times));
            }
        }
    }

    private static <T extends TNumber> Operand<T> variable(Ops tf, Class<T> type, List<Op> assignments, Shape shape) {
        Operand<TFloat32> values = tf.random.statelessRandomNormal(
                tf.constant(shape.asArray()), tf.constant(new long[] {assignments.size(), 1}));
        Operand<T> typed = tf.dtypes.cast(values, type);
        var variable = tf.variable(shape, type);
        assignments.add(tf.assign(variable, typed));
        return tf.identity(variable);
    }
}
