package dev.stagecraft.runtime.gradient;

import java.util.List;
import java.util.function.Supplier;
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

    static void add(BackwardStep step) {
        Operand<TNumber> gradient = step.gradient();
        giveBroadcast(step, () -> gradient, () -> gradient);
    }

    static void mul(BackwardStep step) {
        giveBroadcast(
                step,
                () -> step.named("left_product").math.mul(step.gradient(), step.input(1)),
                () -> step.named("right_product").math.mul(step.gradient(), step.input(0)));
    }

    /** The derivative of the error function is 2 / √π · exp(−x²) (Abramowitz, Stegun, 7.1.19). */
    static void erf(BackwardStep step) {
        Operand<TNumber> x = step.input(0);
        Operand<TNumber> factor =
                step.named("factor").dtypes.cast(step.named("factor64").constant(2 / Math.sqrt(Math.PI)), x.type());
        Operand<TNumber> slope = step.named("exp")
                .math
                .exp(step.named("minus").math.neg(step.named("square").math.mul(x, x)));
        step.give(
                0,
                step.named("input")
                        .math
                        .mul(step.gradient(), step.named("slope").math.mul(factor, slope)));
    }

    static void reshape(BackwardStep step) {
        step.give(
                0,
                step.named("input").reshape(step.gradient(), step.named("shape").shape(step.input(0))));
    }

    /** Values that were passed over get no gradient. */
    static void stridedSlice(BackwardStep step) {
        Operand<TInt32> shape = step.named("shape").shape(step.input(0));
        List<Operand<?>> inputs = List.of(shape, step.integers(1), step.integers(2), step.integers(3), step.gradient());
        step.give(
                0,
                step.raw(
                        "StridedSliceGrad",
                        "input",
                        inputs,
                        "begin_mask",
                        "end_mask",
                        "ellipsis_mask",
                        "new_axis_mask",
                        "shrink_axis_mask"));
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
        // XLA must know this shape when it compiles; a scatter would be too much for it.
        Operand<TInt32> one = step.named("one").constant(1);
        Operand<TInt32> rows = step.named("axes_rows")
                .oneHot(
                        step.named("axes_list")
                                .reshape(positive, step.named("list").constant(new int[] {-1})),
                        rank,
                        one,
                        step.named("zero").constant(0));
        Operand<TInt32> isUnder =
                step.named("axes_mask").max(rows, step.named("first").constant(0));
        Operand<TInt32> kept = step.named("kept_shape")
                .select(
                        step.named("is_under").math.equal(isUnder, one),
                        step.named("ones").onesLike(shape),
                        shape);
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

    /** Between floating-point types. */
    static void cast(BackwardStep step) {
        step.give(
                0,
                step.named("input").dtypes.cast(step.gradient(), step.input(0).type()));
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

    /** A side that was broadcast gets the sum over what it was broadcast to; only what is needed is added. */
    private static void giveBroadcast(
            BackwardStep step, Supplier<Operand<TNumber>> left, Supplier<Operand<TNumber>> right) {
        // Shapes are those of the first pass, whose values need not be computed again for them.
        if (isSameShape(
                step.operation().input(0).shape(), step.operation().input(1).shape())) {
            if (step.needs(0)) {
                step.give(0, left.get());
            }
            if (step.needs(1)) {
                step.give(1, right.get());
            }
            return;
        }
        Operand<TInt32> leftShape = step.named("left_shape").shape(step.input(0));
        Operand<TInt32> rightShape = step.named("right_shape").shape(step.input(1));
        BroadcastGradientArgs<TInt32> axes = step.named("axes").broadcastGradientArgs(leftShape, rightShape);
        if (step.needs(0)) {
            step.give(0, sum(step, "left", left.get(), axes.r0(), leftShape));
        }
        if (step.needs(1)) {
            step.give(1, sum(step, "right", right.get(), axes.r1(), rightShape));
        }
    }

    private static Operand<TNumber> sum(
            BackwardStep step, String side, Operand<TNumber> value, Operand<TInt32> axes, Operand<TInt32> shape) {
        Operand<TNumber> sum = step.named(side + "_sum").sum(step.raised(side + "_raised", value), axes);
        return step.named(side).reshape(step.lowered(side + "_lowered", sum), shape);
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
