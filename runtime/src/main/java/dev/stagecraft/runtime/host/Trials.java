package dev.stagecraft.runtime.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * What TensorFlow was tried for, once in a process.
 *
 * @param <K> what tells one trial from another
 */
public final class Trials<K> {
    private final Map<K, Boolean> found = new ConcurrentHashMap<>();
    private final Predicate<K> trial;

    /** @param trial whether TensorFlow supports something */
    public Trials(Predicate<K> trial) {
        this.trial = trial;
    }

    /** Whether it is supported, by the first trial. */
    public boolean isSupported(K what) {
        return found.computeIfAbsent(what, trial::test);
    }

    /** Begins to find out, on a thread of its own. Who asks meanwhile waits for the same answer. */
    public void begin(K what) {
        if (!found.containsKey(what)) {
            // Who asks tries again where this fails, and is told.
            FutureTask<?> unused = SideThread.begin("stagecraft-trial", () -> isSupported(what));
        }
    }
}
