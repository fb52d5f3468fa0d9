package dev.stagecraft.runtime.graph;

import java.util.Map;

/** The rule for every type of operation that generated code and the loss are made of. */
final class GradientRules {
    static final Map<String, GradientRule> BY_TYPE = Map.ofEntries(
            Map.entry("Add", ArithmeticRules::add),
            Map.entry("AddV2", ArithmeticRules::add),
            Map.entry("BiasAdd", NetworkRules::biasAdd),
            Map.entry("Conv2D", NetworkRules::conv2d),
            Map.entry("FusedBatchNormV3", NetworkRules::batchNorm),
            Map.entry("MatMul", ArithmeticRules::matMul),
            Map.entry("MaxPool", NetworkRules::maxPool),
            Map.entry("Mean", ArithmeticRules::mean),
            Map.entry("PadV2", ArithmeticRules::pad),
            Map.entry("Relu", NetworkRules::relu),
            Map.entry("SparseSoftmaxCrossEntropyWithLogits", NetworkRules::sparseCrossEntropy));

    private GradientRules() {}
}
