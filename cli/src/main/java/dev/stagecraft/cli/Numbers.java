package dev.stagecraft.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * Numbers as options take them, in plain decimal. Java's own reader also takes {@code 5d} and {@code 5f} for 5, and who
 * writes five days after {@code --save-every-minutes} would get five minutes.
 */
final class Numbers {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|[+-]?Infinity");

    private Numbers() {}

    /** Has a command line and its subcommands read numbers so. */
    static void register(CommandLine line) {
        register(
                line,
                Integer.class,
                int.class,
                text -> whole(text, Integer::valueOf, Integer.MIN_VALUE, Integer.MAX_VALUE));
        register(line, Long.class, long.class, text -> whole(text, Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE));
        register(line, Double.class, double.class, Numbers::decimal);
    }

    private static <T> void register(CommandLine line, Class<T> type, Class<T> primitive, Function<String, T> reader) {
        line.registerConverter(type, new Reader<>(reader));
        line.registerConverter(primitive, new Reader<>(reader));
    }

    private static <T> T whole(String text, Function<String, T> reader, long least, long most) {
        try {
            return reader.apply(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a whole number from " + least + " to " + most + "; write it in digits only");
        }
    }

    private static double decimal(String text) {
        String number = text.strip();
        if (!DECIMAL.matcher(number).matches()) {
            throw new TypeConversionException("'" + text + "' is not a number; write it as in 0.05 or 5e-2");
        }
        return Double.parseDouble(number);
    }

    // Not a lambda: JDK 17 crashes when it archives one of an interface that was compiled for Java 5.
    private record Reader<T>(Function<String, T> reader) implements CommandLine.ITypeConverter<T> {
        @Override
        public T convert(String text) {
            return reader.apply(text);
        }
    }
}
