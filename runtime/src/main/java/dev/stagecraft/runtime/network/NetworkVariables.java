package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.NetworkLayers.Layer;
import dev.stagecraft.weights.name.NetworkLayers.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers of a network with their variables, from which names in files of others follow. */
public final class NetworkVariables {
    private NetworkVariables() {}

    /**
     * The layers of a network, in the order of its layer table. Layers that the table lacks, such as a head that was added in
     * code, follow at the end.
     *
     * @param network whose layer table is read
     * @param shapes of its variables by their whole names
     * @throws BadInputException if its layer table cannot be read
     */
    public static NetworkLayers of(Backbone network, Map<String, List<Long>> shapes) {
        Optional<LayerTable> table = LayerTable.of(network);
        Map<String, List<Variable>> layers = new LinkedHashMap<>();
        Map<String, String> kinds = new LinkedHashMap<>();
        table.ifPresent(found -> found.layers().forEach(layer -> {
            layers.put(layer.name(), new ArrayList<>());
            kinds.put(layer.name(), layer.kind());
        }));
        shapes.forEach((name, shape) -> layers.computeIfAbsent(layer(name), missing -> new ArrayList<>())
                .add(new Variable(name, shape)));
        return new NetworkLayers(
                network.name(),
                table.map(LayerTable::declaration).orElse(List.of()),
                layers.entrySet().stream()
                        .map(each ->
                                new Layer(each.getKey(), kinds.getOrDefault(each.getKey(), "unknown"), each.getValue()))
                        .toList());
    }

    private static String layer(String variable) {
        int slash = variable.lastIndexOf('/');
        return slash < 0 ? variable : variable.substring(0, slash);
    }
}
