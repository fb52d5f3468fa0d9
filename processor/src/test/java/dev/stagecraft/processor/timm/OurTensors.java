package dev.stagecraft.processor.timm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.ChannelConvolution;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.table.DeclarationText;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.NetworkLayers.Layer;
import dev.stagecraft.weights.name.TensorNames;
import dev.stagecraft.weights.name.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that the variables of a planned network are in files of timm. */
final class OurTensors {
    private OurTensors() {}

    /** Names and shapes. */
    static Map<String, List<Integer>> of(NetworkPlan plan) {
        NetworkLayers layers = new NetworkLayers(
                "timm.Net",
                DeclarationText.of(plan.spec()),
                plan.layers().stream()
                        .map(layer -> layer(layer.name(), layer.step().operation()))
                        .toList());
        TensorNames names = TensorNames.of(layers, plan.end().isPresent() ? Vocabulary.RESNET_V2 : Vocabulary.RESNET);
        assertEquals(List.of(), names.unnamed());
        Map<String, List<Integer>> tensors = new LinkedHashMap<>();
        names.counterparts()
                .forEach(each -> tensors.put(
                        each.tensor(),
                        each.tensorShape().stream().map(Math::toIntExact).toList()));
        return tensors;
    }

    private static Layer layer(String name, Operation operation) {
        if (operation instanceof Conv2d conv) {
            return Layer.convolution(
                    name, conv.window().size(), conv.inChannels() / conv.groups(), conv.outChannels(), conv.bias());
        }
        if (operation instanceof BatchNorm norm) {
            return Layer.normalization(name, norm.channels());
        }
        if (operation instanceof Dense dense) {
            return Layer.dense(name, dense.in(), dense.out());
        }
        if (operation instanceof ChannelConvolution convolution) {
            return Layer.channelConvolution(name, convolution.size());
        }
        return Layer.plain(name, operation.kind());
    }
}
