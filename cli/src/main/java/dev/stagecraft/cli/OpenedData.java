package dev.stagecraft.cli;

import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Split;
import java.util.Optional;

/**
 * Images, and where they were found.
 *
 * @param data as it is used
 * @param place what names it again, from any working folder
 */
record OpenedData(DataSet data, DataPlace place) {
    /** As checkpoints tell it. */
    RunOrigin origin(Optional<String> classPath) {
        return new RunOrigin(place.kind(), place.place(), classPath, data.cut().map(Split::text));
    }
}
