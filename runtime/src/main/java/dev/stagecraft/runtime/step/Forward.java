package dev.stagecraft.runtime.step;

import java.util.List;
import java.util.Map;
import org.tensorflow.Output;

/**
 * A forward pass over a batch.
 *
 * @param outputs what it gives
 * @param statistics that it moves
 * @param replaced what is computed in place of an output of the network as it was declared; outputs that are not here stand
 *     for themselves
 */
record Forward(NetworkGraph.Outputs outputs, List<StatisticUpdate> statistics, Map<Output<?>, Output<?>> replaced) {
    /** Copies list and map. */
    Forward {
        statistics = List.copyOf(statistics);
        replaced = Map.copyOf(replaced);
    }

    /** What is computed for an output of the declared network. */
    Output<?> of(Output<?> declared) {
        return replaced.getOrDefault(declared, declared);
    }
}
