package dev.stagecraft.processor;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Messages in letters that the compiler's console can show. javac prints in the console's encoding, and in a C locale that
 * is ASCII: {@code 32×32} would be {@code 32?32}. So signs get a form in ASCII where the console has none of its own.
 */
final class ConsoleText {
    private static final Map<String, String> PLAIN = Map.of("×", "x", "·", "*", "→", "->", "−", "-", "…", "...");

    private ConsoleText() {}

    /** The text as this process can print it. */
    static String of(String text) {
        return of(text, charset());
    }

    /** The text as a console of that encoding can print it. */
    static String of(String text, Charset console) {
        String shown = text;
        for (Map.Entry<String, String> sign : PLAIN.entrySet()) {
            if (console.canEncode() && !console.newEncoder().canEncode(sign.getKey())) {
                shown = shown.replace(sign.getKey(), sign.getValue());
            }
        }
        return shown;
    }

    /** Of the standard error, as Java 19 and later name it, Java 17 on a terminal, and Java 17 elsewhere. */
    private static Charset charset() {
        return Stream.of("stderr.encoding", "sun.stderr.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && isKnown(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
    }

    private static boolean isKnown(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
