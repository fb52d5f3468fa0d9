package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.LayerTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a network was declared to compute, as one hash: what its layer table says of each layer. It stays where another
 * version builds the same layers of other operations, and where later versions add to the table.
 */
final class PlanHash {
    private PlanHash() {}

    /** Empty where the network has no table, or one without layers. */
    static Optional<String> of(Backbone network) {
        return LayerTable.of(network)
                .map(LayerTable::layers)
                .filter(layers -> !layers.isEmpty())
                .map(PlanHash::of);
    }

    private static String of(List<LayerTable.Layer> layers) {
        Sha256 hash = new Sha256();
        for (LayerTable.Layer layer : layers) {
            String text = layer.name() + " " + layer.kind() + " " + layer.output() + " " + layer.parameters() + " "
                    + layer.multiplyAccumulates() + "\n";
            hash.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return hash.hex();
    }
}
