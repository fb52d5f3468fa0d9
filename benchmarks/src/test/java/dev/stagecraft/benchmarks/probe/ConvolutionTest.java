package dev.stagecraft.benchmarks.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.benchmarks.probe.Convolution.Kind;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ConvolutionTest {
    private static final int BATCH = 2;
    private static final int CONVOLUTIONS = 19;

    private static int count(Map<Convolution, Integer> all, Kind kind) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().kind() == kind)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void aStepHasEachConvolutionAndBothItsGradients() {
        Map<Convolution, Integer> all = Convolution.ofTraining(new CifarResNet20Network());
        assertEquals(CONVOLUTIONS, count(all, Kind.FORWARD));
        assertEquals(CONVOLUTIONS, count(all, Kind.KERNEL));
        // Nobody asks for the gradient of the network's input.
        assertEquals(CONVOLUTIONS - 1, count(all, Kind.IMAGES));
        assertTrue(all.size() < 2 * CONVOLUTIONS, "equal ones are listed once: " + all.size());
    }

    @Test
    void theyAreTheMultiplicationsOfTheLayerTable() {
        Network network = new CifarResNet20Network();
        long multiplications = Convolution.ofTraining(network).entrySet().stream()
                .filter(each -> each.getKey().kind() == Kind.FORWARD)
                .mapToLong(each -> each.getValue()
                        * each.getKey().kernel().size()
                        * each.getKey().result().get(1)
                        * each.getKey().result().get(2))
                .sum();
        long dense = 64L * network.classes();
        assertEquals(LayerTable.of(network).orElseThrow().multiplyAccumulates(), multiplications + dense);
    }

    @Test
    void bothFormsOfAKernelsGradientAgree() {
        int compared = 0;
        for (Convolution each :
                Convolution.ofTraining(new CifarResNet20Network()).keySet()) {
            if (each.hasPatches()) {
                assertFormsAgree(each);
                compared++;
            }
        }
        assertTrue(compared > 5, "few forms: " + compared);
    }

    private static void assertFormsAgree(Convolution convolution) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            List<Operand<TFloat32>> inputs = new ArrayList<>();
            for (Shape shape : convolution.inputs(BATCH)) {
                inputs.add(tf.random.statelessRandomNormal(
                        tf.constant(shape.asArray()), tf.constant(new long[] {inputs.size(), 1})));
            }
            Operand<TFloat32> operation = tf.reshape(convolution.operation(tf, inputs, BATCH), tf.array(-1));
            Operand<TFloat32> patches = tf.reshape(convolution.patches(tf, inputs), tf.array(-1));
            try (Result result =
                    session.runner().fetch(operation).fetch(patches).run()) {
                TFloat32 first = (TFloat32) result.get(0);
                TFloat32 second = (TFloat32) result.get(1);
                assertEquals(convolution.kernel().size(), first.size());
                for (long i = 0; i < first.size(); i++) {
                    assertEquals(first.getFloat(i), second.getFloat(i), 1e-2f, convolution::toString);
                }
            }
        }
    }
}
