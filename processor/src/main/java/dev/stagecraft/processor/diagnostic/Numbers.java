package dev.stagecraft.processor.diagnostic;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers as messages print them. */
public final class Numbers {
    private Numbers() {}

    /** With commas between thousands, as in {@code 1,024}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With commas between thousands, as in {@code 1,024}. */
    public static String grouped(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with its noun, as in {@code 1 image} and {@code 2 images}. */
    public static String counted(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
