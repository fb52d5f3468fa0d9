package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Training images that the device keeps as bytes, and what a step makes of them. They are no variables of the network, so no
 * checkpoint has them.
 *
 * <p>Every operation here has a kernel for GPUs in TensorFlow 2.18. A gather of bytes from a tensor has none, and one from a
 * variable has.
 *
 * @param form of the images
 * @param images all of them, {@code [count, height, width, channels]}
 * @param positions the images of a step, {@code [batch]}, any batch
 * @param moves where their rows and columns come from; empty if they are not moved
 * @param weights how whole images are resized; empty if they are not
 * @param floats the images of a step in the size of the network's input, {@code [batch, height, width, channels]}, 0 to 255
 */
public record KeptImages(
        KeptForm form,
        Filled<TUint8> images,
        Operand<TInt32> positions,
        Optional<Moves> moves,
        Optional<Weights> weights,
        Operand<TFloat32> floats) {
    /** The scope of the operations that are copied for kept images alone. */
    static final String TRAINED = "trained";

    private static final String SCOPE = "kept";

    /**
     * A variable that is filled once.
     *
     * @param handle of the variable
     * @param given what it is filled with is fed here
     * @param fill fills it
     */
    public record Filled<T extends TType>(Operand<? extends TType> handle, Operand<T> given, Op fill) {
        private static <T extends TType> Filled<T> add(Ops tf, String name, Class<T> type, long... dims) {
            Shape shape = Shape.of(dims);
            VarHandleOp handle = tf.withName(name).varHandleOp(type, shape, VarHandleOp.sharedName(SCOPE + "/" + name));
            Operand<T> given = tf.withName(name + ".given").placeholder(type, Placeholder.shape(shape));
            return new Filled<>(handle, given, tf.withName(name + ".fill").assignVariableOp(handle, given));
        }
    }

    /**
     * As {@link dev.stagecraft.runtime.data.Batch.Kept} has them.
     *
     * @param rows {@code [batch, height]}
     * @param columns {@code [batch, width]}
     * @param sizes of parts; empty if no parts are cut out
     */
    public record Moves(Operand<TInt32> rows, Operand<TInt32> columns, Optional<Sizes> sizes) {}

    /**
     * The sizes of parts.
     *
     * @param heights {@code [batch]}
     * @param widths {@code [batch]}
     */
    public record Sizes(Operand<TFloat32> heights, Operand<TFloat32> widths) {}

    /**
     * As {@link dev.stagecraft.runtime.data.ResizingWeights} has them.
     *
     * @param rows {@code [height of the network's input, height]}
     * @param columns {@code [width of the network's input, width]}
     */
    public record Weights(Filled<TFloat32> rows, Filled<TFloat32> columns) {}

    /**
     * Adds them to a graph.
     *
     * @param input where inputs are added
     */
    static KeptImages add(Ops input, KeptForm form) {
        Ops tf = input.withSubScope(SCOPE);
        ImageShape from = form.from();
        Filled<TUint8> images =
                Filled.add(tf, "images", TUint8.class, form.count(), from.height(), from.width(), from.channels());
        Operand<TInt32> positions = fed(tf, "positions", TInt32.class);
        Operand<TFloat32> floats = tf.withName("floats")
                .dtypes
                .cast(tf.withName("gathered").resourceGather(images.handle(), positions, TUint8.class), TFloat32.class);
        Optional<Moves> moves = form.moves() ? Optional.of(moves(tf, form)) : Optional.empty();
        if (moves.isPresent()) {
            floats = moved(tf, floats, moves.get());
        }
        Optional<Weights> weights = form.resizes() ? Optional.of(weights(tf, form)) : Optional.empty();
        Optional<Sizes> sizes = moves.flatMap(Moves::sizes);
        if (sizes.isPresent()) {
            PartWeights parts = new PartWeights(tf, form.filter());
            floats = MatrixResize.add(
                    tf,
                    floats,
                    from,
                    form.to(),
                    parts.of(
                            "part_rows",
                            sizes.get().heights(),
                            from.height(),
                            form.to().height()),
                    parts.of(
                            "part_columns",
                            sizes.get().widths(),
                            from.width(),
                            form.to().width()));
        } else if (weights.isPresent()) {
            floats = MatrixResize.add(
                    tf,
                    floats,
                    from,
                    form.to(),
                    tf.withName("row_weights.read")
                            .readVariableOp(weights.get().rows().handle(), TFloat32.class),
                    tf.withName("column_weights.read")
                            .readVariableOp(weights.get().columns().handle(), TFloat32.class));
        }
        return new KeptImages(form, images, positions, moves, weights, floats);
    }

    private static <T extends TType> Operand<T> fed(Ops tf, String name, Class<T> type, long... each) {
        long[] dims = new long[1 + each.length];
        dims[0] = Shape.UNKNOWN_SIZE;
        System.arraycopy(each, 0, dims, 1, each.length);
        return tf.withName(name).placeholder(type, Placeholder.shape(Shape.of(dims)));
    }

    private static Moves moves(Ops tf, KeptForm form) {
        return new Moves(
                fed(tf, "rows", TInt32.class, form.from().height()),
                fed(tf, "columns", TInt32.class, form.from().width()),
                form.cuts()
                        ? Optional.of(new Sizes(fed(tf, "heights", TFloat32.class), fed(tf, "widths", TFloat32.class)))
                        : Optional.empty());
    }

    private static Operand<TFloat32> moved(Ops tf, Operand<TFloat32> images, Moves moves) {
        // What lies after the last row and column is black.
        Operand<TFloat32> bordered = tf.withName("bordered")
                .pad(
                        images,
                        tf.withName("border").constant(new int[][] {{0, 0}, {0, 1}, {0, 1}, {0, 0}}),
                        tf.withName("black").constant(0f));
        Operand<TFloat32> rows = tf.withName("moved_rows")
                .gather(bordered, moves.rows(), tf.withName("row_axis").constant(1), Gather.batchDims(1L));
        return tf.withName("moved")
                .gather(rows, moves.columns(), tf.withName("column_axis").constant(2), Gather.batchDims(1L));
    }

    private static Weights weights(Ops tf, KeptForm form) {
        return new Weights(
                Filled.add(
                        tf,
                        "row_weights",
                        TFloat32.class,
                        form.to().height(),
                        form.from().height()),
                Filled.add(
                        tf,
                        "column_weights",
                        TFloat32.class,
                        form.to().width(),
                        form.from().width()));
    }

    /**
     * Lets a step take kept images whose operations no other graph pass copies. The declared network stays in the graph, by
     * which it is known.
     */
    static Forward trained(Graph graph, Ops tf, Forward forward) {
        OperationCopies copies = new OperationCopies(tf, TRAINED);
        copies.replaceAll(forward.replaced());
        copies.addAll(forward.operations(graph), FastForms.NONE, operation -> false);
        return copies.forward(forward);
    }
}
