package dev.stagecraft.export.safetensors;

import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.TensorNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** The names that a network's tensors have in a file for others. */
final class Names {
    private Names() {}

    static TensorNames of(TrainedNetwork network) {
        return TensorNames.forOthers(layers(network.network(), network.weights()));
    }

    private static NetworkLayers layers(Network network, List<TrainedNetwork.Weight> weights) {
        Map<String, List<NetworkLayers.Variable>> variables = new LinkedHashMap<>();
        for (TrainedNetwork.Weight weight : weights) {
            String layer = weight.name().substring(0, weight.name().lastIndexOf('/'));
            variables
                    .computeIfAbsent(layer, key -> new ArrayList<>())
                    .add(new NetworkLayers.Variable(weight.name(), sizes(weight.shape())));
        }
        Optional<LayerTable> table = LayerTable.of(network);
        List<NetworkLayers.Layer> layers = new ArrayList<>();
        table.ifPresent(found -> found.layers()
                .forEach(layer -> layers.add(new NetworkLayers.Layer(
                        layer.name(),
                        layer.kind(),
                        Optional.ofNullable(variables.remove(layer.name())).orElse(List.of())))));
        // A head that was added in code is in no table; neither are the layers of a network written by hand.
        variables.forEach((layer, found) -> layers.add(new NetworkLayers.Layer(layer, kind(found), found)));
        return new NetworkLayers(
                network.name(), table.map(LayerTable::declaration).orElse(List.of()), layers);
    }

    private static String kind(List<NetworkLayers.Variable> variables) {
        return variables.get(0).shape().size() == 2 ? "dense" : "conv2d";
    }

    private static List<Long> sizes(Shape shape) {
        return Arrays.stream(shape.asArray()).boxed().toList();
    }
}
