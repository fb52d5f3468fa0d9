package dev.stagecraft.processor.spec;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * One value that {@code @Training} or one of its parts may declare: its name, its default, and its range. The rows stand
 * in {@link TrainingRows}.
 *
 * @param <T> its type: {@code Integer}, {@code Double}, {@code Boolean}, a constant or a list of {@code Double}
 * @param name of the attribute, as in {@code batchSize}
 * @param usual what holds where nothing is declared
 * @param suggested what a value that is out of range is replaced by in a fix
 * @param limits what it may be; the first that is broken is reported
 */
public record TrainingValue<T>(String name, T usual, T suggested, List<Limit<T>> limits) {
    /** Copies the list. */
    public TrainingValue {
        limits = List.copyOf(limits);
    }

    /** A value that is replaced by its default in a fix. */
    public TrainingValue(String name, T usual, List<Limit<T>> limits) {
        this(name, usual, usual, limits);
    }

    /** The same with another suggestion. */
    TrainingValue<T> suggesting(T other) {
        return new TrainingValue<>(name, usual, other, limits);
    }

    /**
     * What a value may be.
     *
     * @param <T> the value's type
     * @param right whether a value is, beside the others of the same annotation and those of the whole training
     * @param text says it after "must be"
     */
    public record Limit<T>(BiPredicate<T, Others> right, BiFunction<T, Others, String> text) {}

    /**
     * What stands beside a value.
     *
     * @param part the values of the same annotation
     * @param training those of the whole training
     */
    public record Others(Values part, Values training) {}
}
