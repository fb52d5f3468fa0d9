package dev.stagecraft.runtime.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The flag of a setting on the command line.
 *
 * @param <T> the setting's type
 * @param name such as {@code --epochs}
 * @param label the placeholder for the value in the help, such as {@code N}
 * @param help help text, which includes the default
 * @param type the type that the text is parsed as; {@code String} if {@code words} are the only possible values
 * @param words the possible values in lowercase; empty if the type defines them
 * @param reader converts the parsed value to that of the setting
 */
public record Flag<T>(
        String name, String label, String help, Class<?> type, List<String> words, Function<Object, T> reader) {
    /** Copies the words. */
    public Flag {
        words = List.copyOf(words);
    }

    /** A flag whose text is a value of the setting's own type. */
    static <T> Flag<T> value(String name, String label, String help, Class<T> type) {
        return new Flag<>(name, label, help, type, List.of(), type::cast);
    }

    /** A flag that needs no value. With one, {@code true} or {@code false}, it can undo what was declared. */
    static Flag<Boolean> toggle(String name, String help) {
        return value(name, "true|false", help, Boolean.class);
    }

    /** As {@link #toggle(String, String)}, for a setting of another type. */
    static <T> Flag<T> toggle(String name, String help, T on, T off) {
        return new Flag<>(name, "true|false", help, Boolean.class, List.of(), chosen -> (Boolean) chosen ? on : off);
    }

    /** Whether it can be given without a value. */
    public boolean isToggle() {
        return type == Boolean.class;
    }

    /** A flag that takes the word of a constant. */
    static <E extends Enum<E>> Flag<E> word(String name, String help, Class<E> type, Function<E, String> word) {
        Map<String, E> constants = new LinkedHashMap<>();
        for (E each : type.getEnumConstants()) {
            constants.put(word.apply(each), each);
        }
        List<String> words = List.copyOf(constants.keySet());
        return new Flag<>(
                name,
                String.join("|", words),
                help,
                String.class,
                words,
                text -> Objects.requireNonNull(constants.get(text)));
    }

    /** A flag that takes one of two words. */
    static Flag<Boolean> choice(String name, String no, String yes, String help) {
        return new Flag<>(name, no + "|" + yes, help, String.class, List.of(no, yes), yes::equals);
    }
}
