package dev.stagecraft.runtime.gradient;

import java.util.Map;

/** The rule for every type of operation that generated code and the loss are made of. */
final class GradientRules {
    static final Map<String, GradientRule> BY_TYPE = Map.ofEntries(
            Map.entry("Add", ArithmeticRules::add),
            Map.entry("AddV2", ArithmeticRules::add),
            Map.entry("AvgPool", LayerRules::averagePool),
            Map.entry("BiasAdd", LayerRules::biasAdd),
            Map.entry("Cast", ArithmeticRules::cast),
            Map.entry("Conv2D", LayerRules::conv2d),
            Map.entry("DepthwiseConv2dNative", LayerRules::fixedDepthwiseConvolution),
            Map.entry("Erf", ArithmeticRules::erf),
            Map.entry("FusedBatchNormV3", LayerRules::batchNorm),
            Map.entry("LeakyRelu", LayerRules::leakyRelu),
            Map.entry("LogSoftmax", LayerRules::logSoftmax),
            Map.entry("MatMul", ArithmeticRules::matMul),
            Map.entry("MaxPool", LayerRules::maxPool),
            Map.entry("Mean", ArithmeticRules::mean),
            Map.entry("MirrorPad", LayerRules::mirrorPad),
            Map.entry("Mul", ArithmeticRules::mul),
            Map.entry("PadV2", ArithmeticRules::pad),
            Map.entry("Relu", LayerRules::relu),
            Map.entry("Reshape", ArithmeticRules::reshape),
            Map.entry("Sigmoid", LayerRules::sigmoid),
            Map.entry("SoftmaxCrossEntropyWithLogits", LayerRules::crossEntropy),
            Map.entry("SparseSoftmaxCrossEntropyWithLogits", LayerRules::crossEntropy),
            Map.entry("StridedSlice", ArithmeticRules::stridedSlice),
            Map.entry(RectifiedNorm.TYPE, LayerRules::rectifiedBatchNorm));

    private GradientRules() {}
}
