package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.Transfer;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind of data is asked for.
 *
 * @param place what stands behind the kind's colon, such as a folder; empty where none was named
 * @param seed from which synthetic images follow
 * @param wanted what the network takes that the data is for; empty where no network is known
 * @param environment the process's environment variables
 * @param transfer is told of notices and of what is fetched
 */
public record DataRequest(
        String place, long seed, Optional<Wanted> wanted, Map<String, String> environment, Transfer transfer) {
    /** Copies the environment. */
    public DataRequest {
        environment = Map.copyOf(environment);
    }

    /** A request for no network in particular. */
    public DataRequest(String place, long seed, Map<String, String> environment, Transfer transfer) {
        this(place, seed, Optional.empty(), environment, transfer);
    }
}
