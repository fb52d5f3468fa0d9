package dev.stagecraft.runtime.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run tells of itself in each of its checkpoints.
 *
 * @param data what the run calls its data
 * @param seed of the run
 * @param settings everything that the weights depend on, by name; a run is resumed with the same ones only
 * @param device that it runs on, as in {@code cpu}
 */
public record RunFacts(String data, long seed, Map<String, String> settings, String device) {
    /** Copies the settings, in the order of their names. */
    public RunFacts {
        settings = settings == null ? null : Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
