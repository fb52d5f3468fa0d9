package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/** Resizing as two matrix products, one for the columns and one for the rows. TensorFlow has no antialiased one for a GPU. */
final class MatrixResize {
    private MatrixResize() {}

    /**
     * Adds it to a graph.
     *
     * @param images {@code [batch, height, width, channels]}
     * @param rows weights, {@code [height of the result, height]}, or with {@code [batch, 1]} before these
     * @param columns weights, {@code [width of the result, width]}, or with {@code [batch, 1]} before these
     */
    static Operand<TFloat32> add(
            Ops tf,
            Operand<TFloat32> images,
            ImageShape from,
            ImageShape to,
            Operand<TFloat32> rows,
            Operand<TFloat32> columns) {
        int channels = from.channels();
        Operand<TFloat32> planes = channels == 1
                ? reshaped(tf, "planes", images, 1, from.height(), from.width())
                : transposed(tf, "planes", images, 0, 3, 1, 2);
        Operand<TFloat32> wide = columns.shape().numDimensions() == 2
                ? byColumns(tf, planes, from, to, columns)
                : product(tf, "by_columns", planes, columns, true);
        Operand<TFloat32> resized = product(tf, "by_rows", rows, wide, false);
        return channels == 1
                ? reshaped(tf, "resized", resized, to.height(), to.width(), 1)
                : transposed(tf, "resized", resized, 0, 2, 3, 1);
    }

    /** All rows of all images at once. */
    private static Operand<TFloat32> byColumns(
            Ops tf, Operand<TFloat32> planes, ImageShape from, ImageShape to, Operand<TFloat32> columns) {
        Operand<TFloat32> lines = reshaped(tf, "lines", planes, from.width());
        Operand<TFloat32> wide = product(tf, "by_columns", lines, columns, true);
        return reshaped(tf, "wide", wide, from.channels(), from.height(), to.width());
    }

    /** A product of the last two dimensions; the others are repeated where they differ. */
    private static Operand<TFloat32> product(
            Ops tf, String name, Operand<TFloat32> first, Operand<TFloat32> second, boolean transposesSecond) {
        return tf.withName(name).train.batchMatMul(first, second, TFloat32.class, BatchMatMul.adjY(transposesSecond));
    }

    private static Operand<TFloat32> reshaped(Ops tf, String name, Operand<TFloat32> images, int... each) {
        int[] dims = new int[1 + each.length];
        dims[0] = -1;
        System.arraycopy(each, 0, dims, 1, each.length);
        return tf.withName(name).reshape(images, tf.withName(name + ".shape").constant(dims));
    }

    private static Operand<TFloat32> transposed(Ops tf, String name, Operand<TFloat32> images, int... order) {
        return tf.withName(name)
                .linalg
                .transpose(images, tf.withName(name + ".order").constant(order));
    }
}
