package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.Transfer;
import java.util.Map;

/**
 * What a kind of data is asked for.
 *
 * @param place what stands behind the kind's colon, such as a folder; empty where none was named
 * @param seed from which synthetic images follow
 * @param environment the process's environment variables
 * @param transfer is told of notices and of what is fetched
 */
public record DataRequest(String place, long seed, Map<String, String> environment, Transfer transfer) {
    /** Copies the environment. */
    public DataRequest {
        environment = Map.copyOf(environment);
    }
}
