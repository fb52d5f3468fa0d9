package dev.stagecraft.processor.table;

import dev.stagecraft.processor.json.Json;
import dev.stagecraft.processor.plan.Cost;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.NetworkPlan.Layer;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import java.util.stream.Collectors;

/** The layer table as JSON. */
public final class LayerTableJson {
    private LayerTableJson() {}

    /** The table of a network. */
    public static String of(String network, NetworkPlan plan) {
        return "{\n"
                + "  \"network\": " + Json.quoted(network) + ",\n"
                + "  \"preset\": " + Json.quoted(plan.spec().preset().name()) + ",\n"
                + "  \"declaration\": [\n"
                + DeclarationText.of(plan.spec()).stream()
                        .map(line -> "    " + Json.quoted(line))
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
        return "    {\"name\": " + Json.quoted(layer.name()) + ", \"kind\": " + Json.quoted(operation.kind())
                + ", \"output\": "
                + dims(layer.step().output()) + ", \"parameters\": " + operation.parameters()
                + ", \"nonTrainable\": " + operation.statistics() + ", \"multiplyAccumulates\": "
                + layer.step().multiplyAccumulates() + "}";
    }

    private static String dims(Shape shape) {
        return shape.dims().toString();
    }
}
