package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Classes that every graph and session uses, and that need no native to be initialized. */
final class SessionClasses {
    private static final String OPERATIONS = "org.tensorflow.op.Ops";

    private SessionClasses() {}

    /** Loads them, so that whoever uses them later need not. */
    static void load() {
        try {
            // The number of threads is not asked for, because from then on it stays.
            SessionSettings.CPU
                    .withoutRewriting()
                    .config(new ComputeThreads.Threads(0, 0))
                    .writeTo(OutputStream.nullOutputStream());
            Class.forName(OPERATIONS, true, SessionClasses.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException | LinkageError e) {
            // Who uses it will say so.
        }
    }
}
