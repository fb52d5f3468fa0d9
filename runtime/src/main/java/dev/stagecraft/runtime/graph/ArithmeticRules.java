package dev.stagecraft.runtime.graph;

import org.tensorflow.Operand;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.BroadcastGradientArgs;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Gradients of arithmetic and of operations that move values around. */
final class ArithmeticRules {
    private ArithmeticRules() {}

    /** A side that was broadcast gets the sum over what it was broadcast to. */
    static void add(BackwardStep step) {
        Operand<TNumber> gradient = step.gradient();
        if (isSameShape(step.input(0).shape(), step.input(1).shape())) {
            giveBoth(step, gradient, gradient);
            return;
        }
        Operand<TInt32> leftShape = step.named("left_shape").shape(step.input(0));
        Operand<TInt32> rightShape = step.named("right_shape").shape(step.input(1));
        BroadcastGradientArgs<TInt32> axes = step.named("axes").broadcastGradientArgs(leftShape, rightShape);
        giveBoth(
                step,
                step.named("left").reshape(step.named("left_sum").sum(gradient, axes.r0()), leftShape),
                step.named("right").reshape(step.named("right_sum").sum(gradient, axes.r1()), rightShape));
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
        step.refuse(1);
        Operand<TNumber> input = step.input(0);
        Operand<TInt32> axes = step.integers(1);
        Operand<TInt32> shape = step.named("shape").shape(input);
        Operand<TInt32> rank = step.named("rank").rank(input);
        Operand<TInt32> positive =
                step.named("axes").math.floorMod(step.named("axes_sum").math.add(axes, rank), rank);
        Operand<TInt32> kept = step.named("kept_shape")
                .tensorScatterNdUpdate(
                        shape,
                        step.named("axes_column")
                                .expandDims(positive, step.named("last").constant(-1)),
                        step.named("ones").onesLike(positive));
        Operand<TInt32> count = step.named("count")
                .math
                .div(step.named("size").size(input), step.named("outputs").size(step.output(0)));
        Operand<TNumber> share = step.named("share")
                .math
                .div(
                        step.gradient(),
                        step.named("divisor").dtypes.cast(count, step.input(0).type()));
        step.give(0, step.named("input").broadcastTo(step.named("kept").reshape(share, kept), shape));
    }

    /** Padding is cut off again. */
    static void pad(BackwardStep step) {
        step.refuse(1, 2);
        Operand<TInt32> shape = step.named("shape").shape(step.input(0));
        Operand<TInt32> paddings = step.integers(1);
        int rank = step.input(0).shape().numDimensions();
        Operand<TInt32> before = step.named("before")
                .slice(
                        paddings,
                        step.named("first").constant(new int[] {0, 0}),
                        step.named("column").constant(new int[] {rank, 1}));
        Operand<TInt32> begin =
                step.named("begin").reshape(before, step.named("flat").constant(new int[] {rank}));
        step.give(0, step.named("input").slice(step.gradient(), begin, shape));
    }

    /**
     * Whether two shapes are known to be the same. A shape with an unknown size equals none, not even itself; only the
     * first size may be unknown on both sides, as it is the batch.
     */
    private static boolean isSameShape(Shape left, Shape right) {
        if (left.isUnknown() || right.isUnknown() || left.numDimensions() != right.numDimensions()) {
            return false;
        }
        for (int i = 0; i < left.numDimensions(); i++) {
            boolean unknown = left.get(i) == Shape.UNKNOWN_SIZE;
            if (left.get(i) != right.get(i) || (unknown && i > 0)) {
                return false;
            }
        }
        return true;
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
        return step.named(name)
                .linalg
                .matMul(left, right, MatMul.transposeA(transposeLeft), MatMul.transposeB(transposeRight));
    }
}
