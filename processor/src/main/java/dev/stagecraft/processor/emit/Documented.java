package dev.stagecraft.processor.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import java.util.Map;

/** Gives private methods the comments that a strict build asks for. */
final class Documented {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("net", "where to build it"),
            Map.entry("input", "what it takes"),
            Map.entry("x", "what it takes"),
            Map.entry("name", "of the layer"),
            Map.entry("kernel", "height and width in pixels"),
            Map.entry("stride", "step in pixels"),
            Map.entry("groups", "that channels are divided into"),
            Map.entry("in", "channels that it takes"),
            Map.entry("out", "channels that it gives"),
            Map.entry("squeezed", "channels between the two dense layers of the gate"),
            Map.entry(StochasticDepthEmitter.PROBABILITY, "of leaving the body out"));

    private Documented() {}

    /** The method with what it returns and takes; a parameter of another name is a width within a block. */
    static MethodSpec method(MethodSpec.Builder method, String returned) {
        MethodSpec.Builder documented = method.build().toBuilder().addJavadoc("{@return $L}\n", returned);
        for (ParameterSpec parameter : method.build().parameters()) {
            documented.addJavadoc(
                    "@param $L $L\n",
                    parameter.name(),
                    MEANINGS.getOrDefault(parameter.name(), "channels within the block"));
        }
        return documented.build();
    }
}
