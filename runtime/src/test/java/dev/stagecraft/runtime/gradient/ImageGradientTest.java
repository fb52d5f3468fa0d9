package dev.stagecraft.runtime.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.host.Bfloat16;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Both forms of the gradient of a convolution's images give the same numbers, and the table says which is taken. */
class ImageGradientTest {
    private static final int BATCH = 3;
    private static final GradientForms OPERATIONS = new GradientForms(OptionalInt.of(BATCH), true, false);

    @ParameterizedTest
    @CsvSource({
        "3,SAME,8,8,5,6",
        "3,SAME,3,5,4,2",
        "3,VALID,8,6,5,6",
        "3,SAME,2,2,5,6",
        "2,SAME,4,4,5,6",
        "5,SAME,4,3,3,2",
        "1,SAME,4,4,3,2"
    })
    void formsAgree(int kernel, String padding, int height, int width, int channels, int filters) {
        List<Class<? extends TNumber>> types =
                Bfloat16.isInCpu() ? List.of(TFloat32.class, TBfloat16.class) : List.of(TFloat32.class);
        if (types.size() == 1) {
            System.out.println("NOTICE: this processor has no bfloat16; its gradients are not tested.");
        }
        for (Class<? extends TNumber> type : types) {
            try (Graph graph = new Graph()) {
                Ops tf = Ops.create(graph);
                Random random = new Random(5);
                Operand<TNumber> images = numbers(tf, random, type, BATCH, height, width, channels);
                Operand<TNumber> weights = numbers(tf, random, type, kernel, kernel, channels, filters);
                Operand<TNumber> result = tf.nn.conv2d(images, weights, List.of(1L, 1L, 1L, 1L), padding);
                int down = Math.toIntExact(result.shape().get(1));
                int across = Math.toIntExact(result.shape().get(2));
                Operand<TNumber> seed = numbers(tf, random, type, BATCH, down, across, filters);
                Operand<?> operation = BackwardPass.gradients(
                                graph, tf, result.asOutput(), seed, List.of(images.asOutput()), OPERATIONS)
                        .get(images.asOutput());
                List<Operand<TNumber>> incoming = List.of(seed);
                Operand<?> pixels = ImagePixels.gradient(new BackwardStep(
                        (GraphOperation) result.asOutput().op(),
                        tf,
                        incoming,
                        input -> input == 0,
                        OPERATIONS,
                        ForwardValues.KEPT,
                        new KernelSizes(tf)));
                assertEquals(Shape.of(BATCH, height, width, channels), pixels.shape());
                // Sums of few small whole numbers are exact in bfloat16 too.
                assertEquals(floats(graph, tf, operation), floats(graph, tf, pixels));
            }
        }
    }

    @Test
    void tableChooses() {
        assertTrue(ImageForms.isByPixels(true, 3, 512, 512, 3, 128));
        assertTrue(ImageForms.isByPixels(false, 3, 512, 512, 3, 128));
        assertFalse(ImageForms.isByPixels(true, 3, 512, 512, 7, 16));
        assertFalse(ImageForms.isByPixels(false, 3, 256, 256, 6, 128));
        assertFalse(ImageForms.isByPixels(true, 3, 64, 64, 7, 128));
        // A row that is near counts, one of another kernel does not.
        assertTrue(ImageForms.isByPixels(false, 3, 512, 256, 3, 96));
        assertFalse(ImageForms.isByPixels(false, 5, 512, 512, 3, 128));
        // Far from all rows.
        assertFalse(ImageForms.isByPixels(false, 3, 512, 512, 3, 1));
        assertFalse(ImageForms.isByPixels(false, 3, 8, 8, 3, 128));
    }

    /** Only what the table is about is looked up in it. */
    @ParameterizedTest
    @CsvSource({
        "true,true,3,3,1,SAME,1,true",
        "true,false,3,3,1,SAME,1,false",
        "false,true,3,3,1,SAME,1,false",
        "true,true,3,4,1,SAME,1,false",
        "true,true,3,3,2,SAME,1,false",
        "true,true,3,3,1,VALID,1,false",
        "true,true,1,1,1,SAME,1,false",
        "true,true,3,3,1,SAME,2,false"
    })
    void convolutionsOfAGraphTakeTheFormOfTheTable(
            boolean cpu,
            boolean tuned,
            int height,
            int width,
            long stride,
            String padding,
            int groups,
            boolean pixels) {
        GradientForms forms = cpu ? new GradientForms(OptionalInt.of(128), true, tuned) : GradientForms.OPERATIONS;
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> images =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, height, width, 512)));
            Operand<TFloat32> weights =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3, 3, 512 / groups, 512)));
            Operand<TFloat32> result = tf.nn.conv2d(images, weights, List.of(1L, stride, stride, 1L), padding);
            BackwardPass.gradients(graph, tf, result.asOutput(), number(result), List.of(images.asOutput()), forms);
            List<String> types = new ArrayList<>();
            graph.operations().forEachRemaining(operation -> types.add(operation.type()));
            assertEquals(pixels, types.contains("MatMul"));
            assertEquals(pixels, !types.contains("Conv2DBackpropInput"));
        }
    }

    private static Operand<TNumber> numbers(Ops tf, Random random, Class<? extends TNumber> type, int... sizes) {
        return number(tf.dtypes.cast(WholeNumbers.draw(tf, random, sizes), type));
    }

    private static List<Float> floats(Graph graph, Ops tf, Operand<?> values) {
        Operand<TFloat32> raised = tf.dtypes.cast(number(values), TFloat32.class);
        try (Session session = new Session(graph);
                Result result = session.runner().fetch(raised).run()) {
            List<Float> found = new ArrayList<>();
            ((TFloat32) result.get(0)).scalars().forEach(each -> found.add(each.getFloat()));
            return found;
        }
    }

    @SuppressWarnings("unchecked")
    private static Operand<TNumber> number(Operand<?> value) {
        return (Operand<TNumber>) value;
    }
}
