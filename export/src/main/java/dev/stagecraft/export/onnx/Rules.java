package dev.stagecraft.export.onnx;

import java.util.HashMap;
import java.util.Map;

/** The rule for each type of operation that a frozen network is made of. */
final class Rules {
    static final Map<String, Rule> BY_TYPE = new HashMap<>();

    static {
        Map<String, String> pairs = Map.of(
                "Add", "Add",
                "AddV2", "Add",
                "Sub", "Sub",
                "Mul", "Mul",
                "Div", "Div",
                "RealDiv", "Div",
                "Maximum", "Max");
        pairs.forEach((type, written) -> BY_TYPE.put(type, ElementRules.ofTwo(written)));
        Map<String, String> alone = Map.of("Erf", "Erf", "Relu", "Relu", "Sigmoid", "Sigmoid");
        alone.forEach((type, written) -> BY_TYPE.put(type, ElementRules.ofOne(written)));
        BY_TYPE.put("BiasAdd", ElementRules.ofTwo("Add"));
        BY_TYPE.put("FusedBatchNormV3", ElementRules::scaleAndOffset);
        BY_TYPE.put("Conv2D", WindowRules::convolution);
        BY_TYPE.put("DepthwiseConv2dNative", WindowRules::depthwise);
        BY_TYPE.put("MaxPool", WindowRules::maxPool);
        BY_TYPE.put("AvgPool", WindowRules::averagePool);
        BY_TYPE.put("PadV2", ShapeRules::pad);
        BY_TYPE.put("MirrorPad", ShapeRules::reflect);
        BY_TYPE.put("StridedSlice", ShapeRules::subsample);
        BY_TYPE.put("Reshape", ShapeRules::reshape);
        BY_TYPE.put("Mean", ShapeRules::mean);
        BY_TYPE.put("MatMul", ElementRules::dense);
    }

    private Rules() {}
}
