package dev.stagecraft.export.safetensors;

import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.network.NetworkVariables;
import dev.stagecraft.weights.name.TensorNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a network's tensors have in a file for others. */
final class Names {
    private Names() {}

    static TensorNames of(TrainedNetwork network) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (TrainedNetwork.Weight weight : network.weights()) {
            shapes.put(
                    weight.name(),
                    Arrays.stream(weight.shape().asArray()).boxed().toList());
        }
        return TensorNames.forOthers(NetworkVariables.of(network.network(), shapes));
    }
}
