package dev.stagecraft.runtime.setting;

import dev.stagecraft.runtime.BadInputException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A training setting: its name, default, range and flag, and the text that checkpoints store. {@link TrainingSettings}
 * lists all settings.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
    private final String name;
    private final T usual;
    private final @Nullable Range<T> range;
    private final @Nullable Flag<T> flag;
    private final @Nullable Saved<T> saved;

    private Setting(String name, T usual, @Nullable Range<T> range, @Nullable Flag<T> flag, @Nullable Saved<T> saved) {
        this.name = name;
        this.usual = usual;
        this.range = range;
        this.flag = flag;
        this.saved = saved;
    }

    /** A setting without a range, a flag, or a text in checkpoints. */
    static <T> Setting<T> of(String name, T usual) {
        return new Setting<>(name, usual, null, null, null);
    }

    /** The same, with a range. */
    Setting<T> range(String what, Predicate<T> right, String limit) {
        return new Setting<>(name, usual, new Range<>(what, right, limit), flag, saved);
    }

    /** The same, with a flag. */
    Setting<T> flag(String flagName, String label, String help) {
        @SuppressWarnings("unchecked") // A value's class is that of its type where it has a flag: a boxed number.
        Class<T> type = (Class<T>) usual.getClass();
        return flag(Flag.value(flagName, label, help, type));
    }

    /** The same, with a flag. */
    Setting<T> flag(Flag<T> given) {
        return new Setting<>(name, usual, range, given, saved);
    }

    /** The same, saved as a text that a resumed run must equal. */
    Setting<T> saved(String as) {
        return saved(as, (value, all) -> Optional.of(String.valueOf(value)));
    }

    /** The same, saved as a text that a resumed run must equal; where it is empty nothing is saved. */
    Setting<T> saved(String as, BiFunction<T, TrainingSettings<?>, Optional<String>> text) {
        return new Setting<>(name, usual, range, flag, new Saved<>(as, text));
    }

    /** Its name in Java and in {@code @Training}, such as {@code batchSize}. */
    public String name() {
        return name;
    }

    /** Its default, if neither the network nor the user sets it. */
    public T usual() {
        return usual;
    }

    /** Its flag on the command line; empty if it has no flag of its own. */
    public Optional<Flag<T>> flag() {
        return Optional.ofNullable(flag);
    }

    /** The name and text that checkpoints store for its value; empty if they store nothing. */
    public Optional<Map.Entry<String, String>> saved(TrainingSettings<?> settings) {
        return saved == null
                ? Optional.empty()
                : saved.text().apply(settings.get(this), settings).map(text -> Map.entry(saved.name(), text));
    }

    /** Whether a checkpoint's settings have a text for it. */
    public boolean isIn(Map<String, String> settings) {
        return saved != null && settings.containsKey(saved.name());
    }

    /**
     * Checks a value.
     *
     * @throws BadInputException if it is outside the range
     */
    void require(T value) {
        if (range != null && !range.right().test(value)) {
            throw new BadInputException("the " + range.what() + " is " + value + "; it must be " + range.limit());
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private record Range<T>(String what, Predicate<T> right, String limit) {}

    private record Saved<T>(String name, BiFunction<T, TrainingSettings<?>, Optional<String>> text) {}
}
