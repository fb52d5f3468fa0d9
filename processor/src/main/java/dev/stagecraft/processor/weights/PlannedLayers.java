package dev.stagecraft.processor.weights;

import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.ChannelConvolution;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.table.DeclarationText;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.NetworkLayers.Layer;

/** A planned network as names of weights follow from it. */
final class PlannedLayers {
    private PlannedLayers() {}

    /** @param network binary name of the annotated type */
    static NetworkLayers of(String network, NetworkPlan plan) {
        return new NetworkLayers(
                network,
                DeclarationText.of(plan.spec()),
                plan.layers().stream()
                        .map(layer -> layer(layer.name(), layer.step().operation()))
                        .toList());
    }

    private static Layer layer(String name, Operation operation) {
        if (operation instanceof Conv2d conv) {
            return Layer.convolution(
                    name, conv.window().size(), conv.channelsPerGroup(), conv.outChannels(), conv.bias());
        }
        if (operation instanceof BatchNorm norm) {
            return Layer.normalization(name, norm.channels());
        }
        if (operation instanceof Dense dense) {
            return Layer.dense(name, dense.in(), dense.out());
        }
        if (operation instanceof ChannelConvolution conv) {
            return Layer.channelConvolution(name, conv.size());
        }
        if (operation.parameters() + operation.statistics() > 0) {
            throw new IllegalStateException(operation.kind() + " has variables that have no names");
        }
        return Layer.plain(name, operation.kind());
    }
}
