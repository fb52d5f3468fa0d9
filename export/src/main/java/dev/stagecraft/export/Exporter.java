package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A format that trained networks are written in. Exporters are found by {@link java.util.ServiceLoader}, so that a program
 * adds one of its own.
 */
public interface Exporter {
    /** The end of the name of a bill of materials, by which tools recognize CycloneDX in JSON. */
    String BILL_ENDING = ".cdx.json";

    /** The name by which the format is chosen, such as {@code onnx}: lowercase letters, digits and hyphens. */
    String format();

    /** The bytes of weights that the format can hold, at least 1. By default there is no limit. */
    default long mostWeightBytes() {
        return Long.MAX_VALUE;
    }

    /**
     * Where an export is put if a place was named: the place itself by default. A format with versions chooses a folder in the
     * place.
     *
     * @param place what the user named; it may exist
     * @return the place, or a file or folder in it
     * @throws IOException if the place cannot be read
     */
    default Path target(Path place) throws IOException {
        return place;
    }

    /**
     * Writes a network. Equal networks give equal bytes. What is written gets its final name afterwards.
     *
     * @param network the network and its weights
     * @param target a file or folder that does not exist yet, in a folder that does
     * @throws IOException if it cannot be written
     * @throws BadInputException if the format cannot hold this network; then nothing has been written
     */
    void write(TrainedNetwork network, Path target) throws IOException;

    /**
     * Where the bill of materials of an export is put: by default beside it, as in {@code net.onnx.cdx.json}. A format of
     * folders chooses a place in the folder.
     *
     * @param target the file or folder of the export
     */
    default Path billOfMaterials(Path target) {
        return target.resolveSibling(target.getFileName() + BILL_ENDING);
    }

    /** What its user should know about the export of a network; empty if there is nothing to say. */
    default Optional<String> notice(TrainedNetwork network) {
        return Optional.empty();
    }

    /**
     * Opens an export of this format, to be compared with the checkpoint that it was written from. By default nothing is opened.
     *
     * @param place what was exported
     * @param network that it was exported from, for a format that holds weights alone
     * @return empty if the place is not of this format; the caller closes what was opened
     * @throws IOException if it cannot be read
     * @throws BadInputException if it is of this format and damaged
     */
    default Optional<OpenedExport> open(Path place, TrainedNetwork network) throws IOException {
        return Optional.empty();
    }
}
