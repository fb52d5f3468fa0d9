package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.NetworkBuilder;
import java.util.List;

/**
 * The places of a network's structure, as its layer table has them. TensorFlow Java walks the whole graph each time a place
 * is made, so that all are made while the graph is still small; a place that the table does not have is made when it is
 * asked for.
 */
record Places(List<List<String>> paths) {
    static Places of(Backbone network) {
        // A network written by hand may have no table, or one without names.
        return new Places(LayerTable.of(network).stream()
                .flatMap(table -> table.layers().stream())
                .map(LayerTable.Layer::name)
                .filter(name -> !name.isEmpty())
                .map(name -> List.of(name.split("/", -1)))
                .map(parts -> parts.subList(0, parts.size() - 1))
                .toList());
    }

    /** Makes every place below a builder at a network's root. */
    void prepare(NetworkBuilder root) {
        for (List<String> path : paths) {
            NetworkBuilder place = root;
            for (String part : path) {
                place = place.at(part);
            }
        }
    }
}
