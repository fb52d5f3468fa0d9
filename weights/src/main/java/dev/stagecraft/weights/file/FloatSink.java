package dev.stagecraft.weights.file;

import java.io.IOException;
import java.nio.FloatBuffer;

/** Takes the values of a tensor, part by part. */
@FunctionalInterface
public interface FloatSink {
    /**
     * Takes the next values.
     *
     * @param values from the position to the limit, in the order of the file; used again for the next part
     * @throws IOException if the values cannot be put where they belong
     */
    void accept(FloatBuffer values) throws IOException;
}
