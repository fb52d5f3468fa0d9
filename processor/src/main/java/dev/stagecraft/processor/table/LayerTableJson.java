package dev.stagecraft.processor.table;

import dev.stagecraft.processor.plan.Cost;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.NetworkPlan.Layer;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import java.util.stream.Collectors;

/**
 * The layer table as JSON. Written by hand, since a compiler's processor path should stay light: every text in it is a
 * Java name or one of our own, none of which needs escaping.
 */
public final class LayerTableJson {
    private LayerTableJson() {}

    /** The table of a network. */
    public static String of(String network, NetworkPlan plan) {
        return "{\n"
                + "  \"network\": \"" + network + "\",\n"
                + "  \"preset\": \"" + plan.spec().preset() + "\",\n"
                + "  \"declaration\": [\n"
                + DeclarationText.of(plan.spec()).stream()
                        .map(line -> "    \"" + line + "\"")
                        .collect(Collectors.joining(",\n"))
                + "\n  ],\n"
                + "  \"input\": " + dims(plan.input()) + ",\n"
                + "  \"classes\": " + plan.classes() + ",\n"
                + "  \"parameters\": {\"trainable\": " + plan.parameters() + ", \"nonTrainable\": "
                + plan.statistics() + "},\n"
                + "  \"multiplyAccumulates\": " + plan.multiplyAccumulates() + ",\n"
                + "  \"trainingBytes\": {\"fixed\": " + Cost.fixedBytes(plan) + ", \"perImage\": "
                + Cost.bytesPerImage(plan) + "},\n"
                + "  \"layers\": [\n"
                + plan.layers().stream().map(LayerTableJson::layer).collect(Collectors.joining(",\n"))
                + "\n  ]\n"
                + "}\n";
    }

    private static String layer(Layer layer) {
        Operation operation = layer.step().operation();
        return "    {\"name\": \"" + layer.name() + "\", \"kind\": \"" + operation.kind() + "\", \"output\": "
                + dims(layer.step().output()) + ", \"parameters\": " + operation.parameters()
                + ", \"nonTrainable\": " + operation.statistics() + ", \"multiplyAccumulates\": "
                + layer.step().multiplyAccumulates() + "}";
    }

    private static String dims(Shape shape) {
        return shape.dims().toString();
    }
}
