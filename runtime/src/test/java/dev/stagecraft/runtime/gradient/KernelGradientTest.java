package dev.stagecraft.runtime.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.gradient.KernelForms.Table;
import dev.stagecraft.runtime.host.Bfloat16;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** Each form of a kernel's gradient gives the same numbers, and the table says which is taken. */
class KernelGradientTest {
    private static final String[] ATTRIBUTES = {"strides", "padding", "explicit_paddings", "data_format", "dilations"};
    private static final int BATCH = 3;
    private static final GradientForms IN_BFLOAT16 = new GradientForms(OptionalInt.of(128), true, false);

    @ParameterizedTest
    @CsvSource({
        "3,1,SAME,8,5,6",
        "3,1,VALID,8,5,6",
        "3,2,VALID,9,4,7",
        "1,1,SAME,6,8,3",
        "1,2,VALID,7,8,3",
        "7,2,VALID,15,3,8",
        "3,1,SAME,2,5,6",
        "2,1,SAME,4,5,6",
        "5,1,SAME,4,3,2"
    })
    void formsAgree(int kernel, int stride, String padding, int side, int channels, int filters) {
        needInstructions();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Random random = new Random(5);
            // Small whole numbers are exact in bfloat16, and so are their sums in float32.
            Operand<TFloat32> images = WholeNumbers.draw(tf, random, BATCH, side, side, channels);
            Operand<TFloat32> weights = WholeNumbers.draw(tf, random, kernel, kernel, channels, filters);
            List<Operand<?>> gradients = new ArrayList<>();
            gradients.add(gradient(tf, images, weights, stride, padding, KernelForm.OPERATION));
            Operand<TBfloat16> low = tf.dtypes.cast(images, TBfloat16.class);
            Operand<TBfloat16> lowWeights = tf.dtypes.cast(weights, TBfloat16.class);
            for (KernelForm form : KernelForm.values()) {
                if (form != KernelForm.PIXELS || stride == 1) {
                    gradients.add(gradient(tf, images, weights, stride, padding, form));
                    gradients.add(tf.dtypes.cast(gradient(tf, low, lowWeights, stride, padding, form), TFloat32.class));
                }
            }
            try (Session session = new Session(graph)) {
                Session.Runner runner = session.runner();
                gradients.forEach(runner::fetch);
                try (Result result = runner.run()) {
                    float[] expected = floats((TFloat32) result.get(0));
                    for (int i = 1; i < gradients.size(); i++) {
                        float[] found = floats((TFloat32) result.get(i));
                        for (int k = 0; k < expected.length; k++) {
                            // The result alone is rounded, to 8 bits.
                            assertEquals(expected[k], found[k], Math.abs(expected[k]) / 256, "form " + i);
                        }
                    }
                }
            }
        }
    }

    @Test
    void tableChooses() {
        assertEquals(KernelForm.PIXELS, KernelForms.of(Table.VECTORS, true, 3, 1, 512, 512, 1152));
        assertEquals(KernelForm.PIXELS, KernelForms.of(Table.VECTORS, false, 3, 1, 512, 512, 1152));
        assertEquals(KernelForm.PIXELS, KernelForms.of(Table.VECTORS, true, 3, 1, 256, 256, 4608));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, false, 3, 1, 256, 256, 4608));
        assertEquals(KernelForm.PATCHES, KernelForms.of(Table.VECTORS, true, 3, 2, 256, 512, 1152));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, false, 3, 2, 256, 512, 1152));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, true, 3, 1, 64, 64, 73728));
        // A row that is near counts, one of another kernel or stride does not.
        assertEquals(KernelForm.PIXELS, KernelForms.of(Table.VECTORS, true, 3, 1, 512, 512, 2304));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, true, 5, 1, 512, 512, 1152));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, true, 3, 4, 512, 512, 1152));
        // Far from all rows.
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, true, 3, 1, 512, 512, 1));
    }

    /** Matrix products are faster there than on other processors. */
    @Test
    void processorsThatMultiplyMatricesHaveATable() {
        assertEquals(KernelForm.PATCHES, KernelForms.of(Table.MATRICES, true, 1, 1, 512, 256, 12544));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.VECTORS, true, 1, 1, 512, 256, 12544));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.MATRICES, true, 3, 1, 256, 256, 3136));
        assertEquals(KernelForm.PIXELS, KernelForms.of(Table.MATRICES, false, 3, 1, 512, 512, 1152));
        Table here = Bfloat16.isOfMatrices() ? Table.MATRICES : Table.VECTORS;
        assertEquals(here, Table.of(new GradientForms(OptionalInt.of(1), true, true)));
        assertEquals(Table.VECTORS, Table.of(IN_BFLOAT16));
        assertEquals(Table.OLDER, Table.of(new GradientForms(OptionalInt.of(1), false, false)));
    }

    /** Runs of an earlier version go on with the forms that they began with. */
    @Test
    void olderTableIsAsItWas() {
        assertEquals(KernelForm.PATCHES, KernelForms.of(Table.OLDER, true, 3, 1, 512, 512, 1152));
        assertEquals(KernelForm.PATCHES, KernelForms.of(Table.OLDER, true, 3, 1, 256, 256, 4608));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.OLDER, true, 3, 1, 128, 128, 18432));
        assertEquals(KernelForm.OPERATION, KernelForms.of(Table.OLDER, false, 3, 1, 512, 512, 1152));
    }

    /** What is looked up is what is computed: of a strided 1×1 convolution, the pixels that it sees. */
    @ParameterizedTest
    @CsvSource({"3,1,3,512,512,true", "3,1,24,64,64,false", "1,2,3,256,512,true", "1,2,12,64,128,false"})
    void convolutionsOfAGraphTakeTheFormOfTheTable(
            int kernel, int stride, int side, int channels, int filters, boolean patches) {
        assertEquals(patches, hasProduct(IN_BFLOAT16, kernel, stride, side, channels, filters));
        assertFalse(hasProduct(GradientForms.OPERATIONS, kernel, stride, side, channels, filters));
    }

    private static boolean hasProduct(
            GradientForms forms, int kernel, int stride, int side, int channels, int filters) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            long before = (long) (side - 1) * stride + kernel;
            Operand<TBfloat16> images = tf.placeholder(
                    TBfloat16.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, before, before, channels)));
            Operand<TBfloat16> weights =
                    tf.placeholder(TBfloat16.class, Placeholder.shape(Shape.of(kernel, kernel, channels, filters)));
            Operand<TBfloat16> result =
                    tf.nn.conv2d(images, weights, List.of(1L, (long) stride, (long) stride, 1L), "VALID");
            BackwardPass.gradients(graph, tf, result.asOutput(), number(result), List.of(weights.asOutput()), forms);
            AtomicBoolean found = new AtomicBoolean();
            graph.operations()
                    .forEachRemaining(operation ->
                            found.compareAndSet(false, operation.type().equals("MatMul")));
            return found.get();
        }
    }

    /** Sums of many values do not stop at 256, where bfloat16 cannot count on by one. */
    @Test
    void broadcastValuesGetTheWholeSum() {
        needInstructions();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> factors = tf.zeros(tf.array(1, 1, 1, 2), TFloat32.class);
            Operand<TFloat32> offsets = tf.zeros(tf.array(2), TFloat32.class);
            Operand<TBfloat16> images =
                    tf.dtypes.cast(tf.ones(tf.array(1, 64, 64, 2), TFloat32.class), TBfloat16.class);
            Operand<TBfloat16> scaled = tf.math.mul(images, tf.dtypes.cast(factors, TBfloat16.class));
            Operand<TBfloat16> y = tf.nn.biasAdd(scaled, tf.dtypes.cast(offsets, TBfloat16.class));
            var found = BackwardPass.gradients(
                    graph,
                    tf,
                    y.asOutput(),
                    number(images),
                    List.of(factors.asOutput(), offsets.asOutput()),
                    GradientForms.OPERATIONS);
            try (Session session = new Session(graph);
                    Result result = session.runner()
                            .fetch(found.get(factors.asOutput()))
                            .fetch(found.get(offsets.asOutput()))
                            .run()) {
                assertEquals(4096, floats((TFloat32) result.get(0))[0]);
                assertEquals(4096, floats((TFloat32) result.get(1))[1]);
            }
        }
    }

    private static void needInstructions() {
        if (!Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; its gradients are not tested.");
        }
        assumeTrue(Bfloat16.isInCpu());
    }

    private static <T extends TNumber> Operand<T> gradient(
            Ops tf, Operand<T> images, Operand<T> weights, int stride, String padding, KernelForm form) {
        Operand<T> result = tf.nn.conv2d(images, weights, List.of(1L, (long) stride, (long) stride, 1L), padding);
        GraphOperation operation = (GraphOperation) result.asOutput().op();
        BackwardStep step = new BackwardStep(
                operation,
                tf,
                List.of(number(result)),
                input -> input == 1,
                new GradientForms(OptionalInt.of(BATCH), true, true),
                ForwardValues.KEPT,
                new KernelSizes(tf));
        return typed(KernelGradient.of(step, form, ATTRIBUTES));
    }

    @SuppressWarnings("unchecked")
    private static Operand<TNumber> number(Operand<? extends TNumber> value) {
        return (Operand<TNumber>) value;
    }

    @SuppressWarnings("unchecked")
    private static <T extends TNumber> Operand<T> typed(Operand<TNumber> value) {
        return (Operand<T>) value;
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
