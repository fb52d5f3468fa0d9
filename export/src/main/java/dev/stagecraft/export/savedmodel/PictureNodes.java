package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.TensorArray;
import org.tensorflow.op.core.TensorArrayGather;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * From files of pictures, each of a size of its own, to images of the network's size: one after another is decoded and resized.
 * Pictures are not turned as their EXIF data say, for which TensorFlow has no operation.
 */
final class PictureNodes {
    private static final String SCOPE = "pictures";

    /** ITU-R BT.601, as Pillow has it: in 65,536ths. */
    private static final int[] GRAY = {19_595, 38_470, 7_471};

    private static final int HALF = 0x8000;
    private static final int WHOLE = 1 << 16;

    private final Preprocessing preprocessing;
    private final ImageShape size;

    private PictureNodes(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        size = preprocessing.size();
    }

    /**
     * The operations.
     *
     * @param files name of the files, {@code [batch]}, text
     * @param result name of the result, {@code [batch, height, width, channels]}, float32
     */
    static List<NodeDef> of(Preprocessing preprocessing, String files, String result) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<TString> fed = tf.withName(files).placeholder(TString.class, Placeholder.shape(Shape.unknown()));
            Operand<TFloat32> images = new PictureNodes(preprocessing).images(graph, tf.withSubScope(SCOPE), fed);
            return PixelNodes.named(graph, tf.withName("decoded").identity(images), result);
        }
    }

    private Operand<TFloat32> images(Graph graph, Ops tf, Operand<TString> fed) {
        Operand<TString> files = tf.ensureShape(fed, Shape.of(Shape.UNKNOWN_SIZE));
        Operand<TInt32> count = tf.size(files);
        Shape one = Shape.of(size.height(), size.width(), size.channels());
        TensorArray images = tf.tensorArray(count, TFloat32.class, TensorArray.elementShape(one));
        Output<?>[] state = {
            tf.constant(0).asOutput(),
            count.asOutput(),
            files.asOutput(),
            images.handle().asOutput(),
            images.flow().asOutput()
        };
        Output<?>[] last = graph.whileLoop(state, PictureNodes::isNext, this::addNext, SCOPE + "/loop");
        Operand<TFloat32> all = tf.tensorArrayGather(
                images.handle(),
                tf.range(tf.constant(0), count, tf.constant(1)),
                last[4].expect(TFloat32.class),
                TFloat32.class,
                TensorArrayGather.elementShape(one));
        return all;
    }

    private static void isNext(Graph graph, Output<?>[] state, Output<?>[] result) {
        result[0] = Ops.create(graph)
                .math
                .less(state[0].expect(TInt32.class), state[1].expect(TInt32.class))
                .asOutput();
    }

    private void addNext(Graph graph, Output<?>[] state, Output<?>[] next) {
        Ops tf = Ops.create(graph);
        Operand<TInt32> index = state[0].expect(TInt32.class);
        Operand<TString> file = tf.gather(state[2].expect(TString.class), index, tf.constant(0));
        Operand<TUint8> image = tf.expandDims(decoded(tf, file), tf.constant(0));
        Operand<TFloat32> resized = PixelNodes.resized(tf, preprocessing, image);
        Operand<TFloat32> one =
                tf.reshape(resized, tf.constant(new int[] {size.height(), size.width(), size.channels()}));
        next[0] = tf.math.add(index, tf.constant(1)).asOutput();
        next[1] = state[1];
        next[2] = state[2];
        next[3] = state[3];
        next[4] = tf.tensorArrayWrite(state[3], index, one, state[4].expect(TFloat32.class))
                .flowOut()
                .asOutput();
    }

    /** Reads PNG too, and the only frame of a GIF. */
    private Operand<TUint8> decoded(Ops tf, Operand<TString> file) {
        Operand<TUint8> colors =
                tf.image.decodeJpeg(file, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
        if (size.channels() != 1) {
            return colors;
        }
        Operand<TInt32> weighted = tf.math.mul(tf.dtypes.cast(colors, TInt32.class), tf.constant(GRAY));
        Operand<TInt32> sum =
                tf.math.add(tf.expandDims(tf.reduceSum(weighted, tf.constant(2)), tf.constant(2)), tf.constant(HALF));
        return tf.dtypes.cast(tf.math.floorDiv(sum, tf.constant(WHOLE)), TUint8.class);
    }
}
