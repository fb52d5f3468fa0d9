package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A format that trained networks are written in. Exporters are found by {@link java.util.ServiceLoader}, so that a program
 * adds one of its own.
 */
public interface Exporter {
    /** The name by which the format is chosen, such as {@code onnx}: lowercase letters and digits. */
    String format();

    /**
     * Writes a network. Equal networks give equal bytes. What is written gets its final name afterwards.
     *
     * @param network the network and its weights
     * @param target a file or folder that does not exist yet, in a folder that does
     * @throws IOException if it cannot be written
     * @throws BadInputException if the format cannot hold this network; then nothing has been written
     */
    void write(TrainedNetwork network, Path target) throws IOException;
}
