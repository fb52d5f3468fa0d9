package dev.stagecraft.runtime.data;

import java.util.Iterator;

/** The batches of one epoch, in their order. Whoever opens it closes it. */
public interface BatchStream extends Iterator<Batch>, AutoCloseable {
    /** Ends reading. */
    @Override
    void close();
}
