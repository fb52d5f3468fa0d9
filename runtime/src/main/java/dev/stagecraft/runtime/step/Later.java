package dev.stagecraft.runtime.step;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is added to a graph when it is first asked for. If that fails, it fails each time, because half of it is there. Only
 * one thread at a time may ask.
 */
final class Later<T> implements Supplier<T> {
    private final Supplier<T> adding;
    private @Nullable T added;
    private @Nullable RuntimeException failure;

    Later(Supplier<T> adding) {
        this.adding = adding;
    }

    @Override
    public T get() {
        if (failure != null) {
            throw failure;
        }
        T known = added;
        if (known == null) {
            try {
                known = adding.get();
                added = known;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return known;
    }
}
