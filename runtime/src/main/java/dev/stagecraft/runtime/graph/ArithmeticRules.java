package dev.stagecraft.runtime.graph;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.BroadcastGradientArgs;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Gradients of arithmetic and of operations that move values around. */
final class ArithmeticRules {
    private ArithmeticRules() {}

    /** A side that was broadcast gets the sum over what it was broadcast to. */
    static void add(BackwardStep step) {
        Ops tf = step.tf();
        Operand<TNumber> gradient = step.gradient();
        long[] left = step.input(0).shape().asArray();
        long[] right = step.input(1).shape().asArray();
        // A Shape with an unknown size equals none, not even itself; the unknown one is the batch on both sides.
        if (Arrays.equals(left, right)) {
            giveBoth(step, gradient, gradient);
            return;
        }
        Operand<TInt32> leftShape = tf.withName("left_shape").shape(step.input(0));
        Operand<TInt32> rightShape = tf.withName("right_shape").shape(step.input(1));
        BroadcastGradientArgs<TInt32> axes = tf.withName("axes").broadcastGradientArgs(leftShape, rightShape);
        giveBoth(
                step,
                tf.withName("left").reshape(tf.withName("left_sum").sum(gradient, axes.r0()), leftShape),
                tf.withName("right").reshape(tf.withName("right_sum").sum(gradient, axes.r1()), rightShape));
    }

    static void matMul(BackwardStep step) {
        OperationAttributeInspector attributes = step.operation().attributes();
        boolean transposedLeft = attributes.getAttrBool("transpose_a");
        boolean transposedRight = attributes.getAttrBool("transpose_b");
        Operand<TNumber> left = step.input(0);
        Operand<TNumber> right = step.input(1);
        Operand<TNumber> gradient = step.gradient();
        if (step.needs(0)) {
            step.give(
                    0,
                    transposedLeft
                            ? product(step, "left", right, transposedRight, gradient, true)
                            : product(step, "left", gradient, false, right, !transposedRight));
        }
        if (step.needs(1)) {
            step.give(
                    1,
                    transposedRight
                            ? product(step, "right", gradient, true, left, transposedLeft)
                            : product(step, "right", left, !transposedLeft, gradient, false));
        }
    }

    /** Every value under the mean gets the mean's gradient, divided by how many there are. */
    static void mean(BackwardStep step) {
        Ops tf = step.tf();
        step.refuse(1);
        Operand<TNumber> input = step.input(0);
        Operand<TInt32> axes = step.operation().input(1).expect(TInt32.class);
        Operand<TInt32> shape = tf.withName("shape").shape(input);
        Operand<TInt32> rank = tf.withName("rank").rank(input);
        Operand<TInt32> positive =
                tf.withName("axes").math.floorMod(tf.withName("axes_sum").math.add(axes, rank), rank);
        Operand<TInt32> kept = tf.withName("kept_shape")
                .tensorScatterNdUpdate(
                        shape,
                        tf.withName("axes_column")
                                .expandDims(positive, tf.withName("last").constant(-1)),
                        tf.withName("ones").onesLike(positive));
        Operand<TInt32> count = tf.withName("count")
                .math
                .div(tf.withName("size").size(input), tf.withName("outputs").size(step.output(0)));
        Operand<TNumber> share = tf.withName("share")
                .math
                .div(
                        step.gradient(),
                        tf.withName("divisor").dtypes.cast(count, step.input(0).type()));
        step.give(0, tf.withName("input").broadcastTo(tf.withName("kept").reshape(share, kept), shape));
    }

    /** Padding is cut off again. */
    static void pad(BackwardStep step) {
        Ops tf = step.tf();
        step.refuse(1, 2);
        Operand<TInt32> shape = tf.withName("shape").shape(step.input(0));
        Operand<TInt32> paddings = step.operation().input(1).expect(TInt32.class);
        int rank = step.input(0).shape().numDimensions();
        Operand<TInt32> before = tf.withName("before")
                .slice(
                        paddings,
                        tf.withName("first").constant(new int[] {0, 0}),
                        tf.withName("column").constant(new int[] {rank, 1}));
        Operand<TInt32> begin =
                tf.withName("begin").reshape(before, tf.withName("flat").constant(new int[] {rank}));
        step.give(0, tf.withName("input").slice(step.gradient(), begin, shape));
    }

    private static void giveBoth(BackwardStep step, Operand<TNumber> left, Operand<TNumber> right) {
        if (step.needs(0)) {
            step.give(0, left);
        }
        if (step.needs(1)) {
            step.give(1, right);
        }
    }

    private static Operand<TNumber> product(
            BackwardStep step,
            String name,
            Operand<TNumber> left,
            boolean transposeLeft,
            Operand<TNumber> right,
            boolean transposeRight) {
        return step.tf()
                .withName(name)
                .linalg
                .matMul(left, right, MatMul.transposeA(transposeLeft), MatMul.transposeB(transposeRight));
    }
}
