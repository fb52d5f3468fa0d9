package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** From images of any size to images of the network's size, 0 to 255, as operations of TensorFlow. */
final class PixelNodes {
    private final Ops tf;
    private final ImageShape size;
    private final Resizing resizing;

    private PixelNodes(Ops tf, Preprocessing preprocessing) {
        this.tf = tf;
        size = preprocessing.size();
        resizing = preprocessing.resizing();
    }

    /**
     * The operations.
     *
     * @param images name of the images, {@code [batch, height, width, channels]}, uint8
     * @param result name of the result, {@code [batch, height, width, channels]}, float32
     */
    static List<NodeDef> of(Preprocessing preprocessing, String images, String result) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            long any = Shape.UNKNOWN_SIZE;
            Operand<TUint8> fed = tf.withName(images).placeholder(TUint8.class, Placeholder.shape(Shape.unknown()));
            Ops scope = tf.withSubScope("resize");
            // A session does not compare what it is fed with: two channels would pass for two groups of one.
            Operand<TUint8> checked = scope.ensureShape(
                    fed, Shape.of(any, any, any, preprocessing.size().channels()));
            return named(graph, tf.withName("resized").identity(resized(scope, preprocessing, checked)), result);
        }
    }

    /** A graph's operations, the last one with a name of any form: TensorFlow Java makes slashes by scopes alone. */
    static List<NodeDef> named(Graph graph, Operand<?> last, String name) {
        String old = last.op().name();
        return graph.toGraphDef().getNodeList().stream()
                .map(node -> node.getName().equals(old)
                        ? node.toBuilder().setName(name).build()
                        : node)
                .toList();
    }

    /** Images of one size in the network's size. */
    static Operand<TFloat32> resized(Ops tf, Preprocessing preprocessing, Operand<TUint8> images) {
        return new PixelNodes(tf, preprocessing).resized(images);
    }

    private Operand<TFloat32> resized(Operand<TUint8> images) {
        Operand<TInt32> to = tf.constant(new int[] {size.height(), size.width()});
        if (resizing.filter() == Resizing.Filter.SAMPLED) {
            return tf.image.resizeBilinear(images, to, ResizeBilinear.halfPixelCenters(true));
        }
        Operand<TInt64> all = tf.shape(images, TInt64.class);
        Operand<TInt64> from = tf.slice(all, tf.constant(new long[] {1}), tf.constant(new long[] {2}));
        Operand<TInt64> whole =
                resizing.mode() == Resizing.Mode.SQUEEZE ? tf.dtypes.cast(to, TInt64.class) : around(from);
        Operand<TFloat32> scale =
                tf.math.div(tf.dtypes.cast(whole, TFloat32.class), tf.dtypes.cast(from, TFloat32.class));
        String kernel = resizing.filter() == Resizing.Filter.BICUBIC ? "keyscubic" : "triangle";
        return tf.image.scaleAndTranslate(
                tf.dtypes.cast(images, TFloat32.class),
                to,
                scale,
                offset(whole, to),
                ScaleAndTranslate.kernelType(kernel),
                ScaleAndTranslate.antialias(true));
    }

    /** Height and width that the whole image takes before its center is cut out. */
    private Operand<TInt64> around(Operand<TInt64> from) {
        Operand<TInt64> height = tf.gather(from, tf.constant(0), tf.constant(0));
        Operand<TInt64> width = tf.gather(from, tf.constant(1), tf.constant(0));
        Operand<TInt64> high = tf.constant((long) Math.floor(size.height() / resizing.share()));
        Operand<TInt64> wide = tf.constant((long) Math.floor(size.width() / resizing.share()));
        Operand<TInt64> widthByHigh = tf.math.mul(width, high);
        Operand<TInt64> heightByWide = tf.math.mul(height, wide);
        Operand<TInt64> byHeight = tf.stack(List.of(high, tf.math.floorDiv(widthByHigh, height)));
        Operand<TInt64> byWidth = tf.stack(List.of(tf.math.floorDiv(heightByWide, width), wide));
        return tf.select(tf.math.greaterEqual(widthByHigh, heightByWide), byHeight, byWidth);
    }

    /** The cut begins in the middle, rounded half to even; what lies before it has negative places. */
    private Operand<TFloat32> offset(Operand<TInt64> whole, Operand<TInt32> cut) {
        Operand<TInt64> spare = tf.math.sub(whole, tf.dtypes.cast(cut, TInt64.class));
        Operand<TFloat32> half = tf.math.mul(tf.dtypes.cast(spare, TFloat32.class), tf.constant(0.5f));
        return tf.math.neg(tf.math.rint(half));
    }
}
