package dev.stagecraft.runtime.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.step.EvaluationGraph;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeDef;

/** What a convolution takes in of the operations around it. */
class FusedNodesTest {
    private static FusedNodes fused(Set<String> kept) {
        TinyNetwork network = new TinyNetwork(4);
        try (EvaluationGraph graph = EvaluationGraph.build(network);
                WeightTensors weights = WeightTensors.empty(graph.variables())) {
            return new FusedNodes(FrozenGraph.of(graph, weights::of), kept);
        }
    }

    private static List<String> types(FusedNodes nodes) {
        return nodes.nodes().stream()
                .map(NodeDef::getOp)
                .filter(type -> !type.equals("Const"))
                .toList();
    }

    @Test
    void zerosScaleBiasAndRectifierArePartOfTheConvolution() {
        FusedNodes found = fused(Set.of("input/floats", "head/dense_bias"));
        assertEquals(List.of("Placeholder", "Cast", FusedConvolution.TYPE, "Mean", "MatMul", "BiasAdd"), types(found));
        NodeDef convolution = found.nodes().stream()
                .filter(node -> node.getOp().equals(FusedConvolution.TYPE))
                .findFirst()
                .orElseThrow();
        assertEquals("stem/relu", convolution.getName());
        assertEquals("input/floats", convolution.getInput(0));
        assertEquals("EXPLICIT", convolution.getAttrOrThrow("padding").getS().toStringUtf8());
        assertTrue(convolution.getAttrOrThrow("is_filter_const").getB());
        float[] factors = found.constants().get("stem/conv/kernel").numbers();
        assertEquals(4, factors.length);
    }

    @Test
    void whatSomebodyAsksForStays() {
        FusedNodes found = fused(Set.of("input/pixels", "stem/norm", "head/dense_bias"));
        assertEquals(
                List.of("Placeholder", "Cast", "Div", FusedConvolution.TYPE, "Relu", "Mean", "MatMul", "BiasAdd"),
                types(found));
    }

    @Test
    void oneDnnIsLeftAloneWhereItIsSwitchedOff() {
        assertTrue(FusedTrial.isOff(new Environment(Map.of("TF_ENABLE_ONEDNN_OPTS", "0"))));
        assertTrue(FusedTrial.isOff(new Environment(Map.of("TF_ENABLE_ONEDNN_OPTS", "False"))));
        assertFalse(FusedTrial.isOff(new Environment(Map.of("TF_ENABLE_ONEDNN_OPTS", "1"))));
        assertFalse(FusedTrial.isOff(new Environment(Map.of())));
    }
}
