package dev.stagecraft.runtime.gradient;

import java.util.Map;

/** The rule for every type of operation that generated code and the loss are made of. */
final class GradientRules {
    static final Map<String, GradientRule> BY_TYPE = Map.ofEntries(
            Map.entry("Add", ArithmeticRules::add),
            Map.entry("AddV2", ArithmeticRules::add),
            Map.entry("AvgPool", NetworkRules::averagePool),
            Map.entry("BiasAdd", NetworkRules::biasAdd),
            Map.entry("Conv2D", NetworkRules::conv2d),
            Map.entry("DepthwiseConv2dNative", NetworkRules::fixedDepthwiseConvolution),
            Map.entry("Erf", ArithmeticRules::erf),
            Map.entry("FusedBatchNormV3", NetworkRules::batchNorm),
            Map.entry("LeakyRelu", NetworkRules::leakyRelu),
            Map.entry("MatMul", ArithmeticRules::matMul),
            Map.entry("MaxPool", NetworkRules::maxPool),
            Map.entry("Mean", ArithmeticRules::mean),
            Map.entry("MirrorPad", NetworkRules::mirrorPad),
            Map.entry("Mul", ArithmeticRules::mul),
            Map.entry("PadV2", ArithmeticRules::pad),
            Map.entry("Relu", NetworkRules::relu),
            Map.entry("Reshape", ArithmeticRules::reshape),
            Map.entry("Sigmoid", NetworkRules::sigmoid),
            Map.entry("SoftmaxCrossEntropyWithLogits", NetworkRules::crossEntropy),
            Map.entry("SparseSoftmaxCrossEntropyWithLogits", NetworkRules::crossEntropy),
            Map.entry("StridedSlice", ArithmeticRules::stridedSlice));

    private GradientRules() {}
}
