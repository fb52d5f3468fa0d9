package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.Transfer;
import java.util.Map;
import java.util.Optional;

/**
 * A request to open data of a kind.
 *
 * @param place the text after the colon, such as a folder; empty if there was none
 * @param seed for synthetic images
 * @param wanted what the network takes; empty if the network is not known
 * @param reading how files of pictures are read
 * @param environment the environment variables of the process
 * @param transfer is told about notices and downloads
 */
public record DataRequest(
        String place,
        long seed,
        Optional<Wanted> wanted,
        Reading reading,
        Map<String, String> environment,
        Transfer transfer) {
    /** Copies the environment. */
    public DataRequest {
        environment = Map.copyOf(environment);
    }

    /** A request without a network, in which files of pictures are read as usual. */
    public DataRequest(String place, long seed, Map<String, String> environment, Transfer transfer) {
        this(place, seed, Optional.empty(), Reading.DEFAULT, environment, transfer);
    }
}
