package dev.stagecraft.runtime.gradient;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Every stride-th pixel of images, {@code [batch, height, width, channels]}, as an average over windows of one pixel. A slice
 * with strides gives the same pixels, but TensorFlow's slice moves one value after another on one core: it takes several
 * times as long ({@code docs/decisions.md}, "Subsampling is a pool").
 */
public final class Subsampling {
    /** TensorFlow's name for the operation that stands for a slice. */
    public static final String TYPE = "AvgPool";

    /** A mask of these bits leaves out the bounds of all four dimensions. */
    private static final long ALL = 0b1111;

    private static final int DIMENSIONS = 4;

    /** Which input of a slice has its strides. */
    private static final int STRIDES = 3;

    private Subsampling() {}

    /**
     * The strides of a slice over whole images.
     *
     * @return a stride for each dimension; empty if the operation is another one
     */
    public static Optional<long[]> strides(GraphOperation operation) {
        if (!operation.type().equals("StridedSlice") || !takesWholeImages(operation)) {
            return Optional.empty();
        }
        GraphOperation constant = (GraphOperation) operation.input(STRIDES).op();
        if (!constant.type().equals("Const")
                || constant.output(0).dataType() != DataType.DT_INT32
                || !constant.output(0).shape().equals(Shape.of(DIMENSIONS))
                || operation.input(0).shape().numDimensions() != DIMENSIONS) {
            return Optional.empty();
        }
        try (Tensor values = constant.attributes().getAttrTensor("value")) {
            int[] read = new int[DIMENSIONS];
            values.asRawTensor().data().asInts().read(read);
            long[] strides = Arrays.stream(read).asLongStream().toArray();
            boolean subsamples = strides[0] == 1 && strides[1] >= 1 && strides[2] >= 1 && strides[3] == 1;
            return subsamples ? Optional.of(strides) : Optional.empty();
        }
    }

    /**
     * Adds the slice.
     *
     * @param named gives the next operation a name
     * @param strides one for each dimension
     */
    public static <T extends TType> Operand<T> slice(
            Function<String, Ops> named, String name, Operand<T> images, int[] strides) {
        // Masked bounds are those of the image.
        Operand<TInt32> bounds = named.apply(name + "_bounds").constant(new int[DIMENSIONS]);
        Operand<TInt32> steps = named.apply(name + "_strides").constant(strides);
        return named.apply(name)
                .stridedSlice(images, bounds, bounds, steps, StridedSlice.beginMask(ALL), StridedSlice.endMask(ALL));
    }

    private static boolean takesWholeImages(GraphOperation operation) {
        OperationAttributeInspector attributes = operation.attributes();
        return attributes.getAttrInt("begin_mask") == ALL
                && attributes.getAttrInt("end_mask") == ALL
                && attributes.getAttrInt("ellipsis_mask") == 0
                && attributes.getAttrInt("new_axis_mask") == 0
                && attributes.getAttrInt("shrink_axis_mask") == 0;
    }

    /** Adds the attributes of the average. */
    public static void complete(OperationBuilder builder, long[] strides) {
        builder.setAttr("ksize", new long[] {1, 1, 1, 1})
                .setAttr("strides", strides)
                .setAttr("padding", "VALID");
    }
}
