package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.BadInputException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * TensorFlow's native being loaded on one thread, while another one prepares what every session needs and no native: half of
 * the time until the first session is the system's, which reads the native, and half is Java's.
 */
final class NativeLoad {
    private final FutureTask<?> reading;
    private final FutureTask<?> preparing;

    private NativeLoad(FutureTask<?> reading, FutureTask<?> preparing) {
        this.reading = reading;
        this.preparing = preparing;
    }

    /** Begins to load it, by what is given. */
    static NativeLoad begin(Runnable read) {
        return new NativeLoad(
                SideThread.begin("stagecraft-native", Executors.callable(read)),
                SideThread.begin("stagecraft-classes", Executors.callable(SessionClasses::load)));
    }

    /**
     * Waits for it.
     *
     * @throws BadInputException if it does not load
     */
    void await() {
        Waits.failure(preparing);
        Throwable trouble = Waits.failure(reading);
        if (trouble instanceof BadInputException known) {
            // What failed once, Java does not try again. Each caller gets an exception of its own.
            throw new BadInputException(String.valueOf(known.getMessage()), known.getCause());
        }
        if (trouble != null) {
            throw Waits.rethrown(trouble);
        }
    }
}
