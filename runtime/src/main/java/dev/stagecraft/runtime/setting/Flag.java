package dev.stagecraft.runtime.setting;

import java.util.List;
import java.util.function.Function;

/**
 * How a setting is given on the command line.
 *
 * @param <T> the setting's type
 * @param name as in {@code --epochs}
 * @param label what stands for the value in the help, as in {@code N}
 * @param help one line of help, which names the default
 * @param type what the text is parsed as; {@code String} where {@code words} are all that may be given
 * @param words the words that may be given, in lower case; empty where the type says it
 * @param reader makes the setting's value of the parsed one
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

    /** A flag that takes one of two words. */
    static Flag<Boolean> choice(String name, String no, String yes, String help) {
        return new Flag<>(name, no + "|" + yes, help, String.class, List.of(no, yes), yes::equals);
    }
}
