package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** A scope of ours is one of TensorFlow's in all but its walk over the graph. */
class NamingScopeTest {
    private static List<NodeDef> nodes(Function<Graph, Ops> scope, Consumer<Ops> build) {
        try (Graph graph = new Graph()) {
            build.accept(scope.apply(graph));
            return new ArrayList<>(graph.toGraphDef().getNodeList());
        }
    }

    private static void assertSame(Consumer<Ops> build) {
        List<NodeDef> expected = nodes(Ops::create, build);
        assertTrue(expected.size() > 1);
        assertEquals(expected, nodes(NamingScope::root, build));
    }

    @Test
    void namesAndNumbersThem() {
        assertSame(tf -> {
            tf.constant(1f);
            tf.constant(2f);
            Operand<TFloat32> one = tf.withName("one").constant(1f);
            tf.withName("one").constant(1f);
            Ops stage = tf.withSubScope("stage1");
            stage.withSubScope("block1").withName("sum").math.add(one, one);
            stage.withSubScope("block1").withName("sum").math.add(one, one);
            Ops block = stage.withSubScope("block2");
            block.math.add(one, one);
            block.math.add(one, one);
            tf.withSubScope("one").withName("below").constant(3f);
            stage.withName("of.a.name").withSubScope("ignored").constant(1f);
        });
    }

    @Test
    void waitsForOthersAndPlacesOnDevices() {
        assertSame(tf -> {
            Operand<TFloat32> one = tf.withName("one").constant(1f);
            Ops later = tf.withSubScope("later").withControlDependencies(List.of(one));
            later.withName("first").noOp();
            later.withSubScope("deeper").withName("second").noOp();
            tf.withDevice(DeviceSpec.newBuilder()
                            .deviceType(DeviceSpec.DeviceType.CPU)
                            .deviceIndex(0)
                            .build())
                    .withName("placed")
                    .constant(2f);
        });
    }

    @Test
    void whatSetsUpASessionIsWaitedForByNothing() {
        assertSame(tf -> {
            Ops init = tf.withInitScope();
            Operand<TFloat32> first = init.withName("first").constant(1f);
            init.withControlDependencies(List.of(first)).withName("second").noOp();
            tf.withControlDependencies(List.of(first)).withName("third").noOp();
        });
    }

    @Test
    void refusesWhatTensorFlowRefuses() {
        for (Function<Graph, Ops> scope : List.<Function<Graph, Ops>>of(Ops::create, NamingScope::root)) {
            try (Graph graph = new Graph()) {
                Ops tf = scope.apply(graph);
                assertThrows(IllegalArgumentException.class, () -> tf.withName("a/b"));
                assertThrows(IllegalArgumentException.class, () -> tf.withSubScope("a b"));
                assertThrows(IllegalArgumentException.class, () -> tf.withSubScope("_a"));
                Operand<TFloat32> late = tf.constant(1f);
                assertThrows(
                        IllegalArgumentException.class,
                        () -> tf.withInitScope().withControlDependencies(List.of(late)));
            }
        }
    }
}
