package dev.stagecraft.weights.file;

import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few forms of JSON that a header has, strictly: objects, arrays, texts, and whole numbers written with digits
 * alone. The caller says what must come next, so nothing is skipped, and no depth of nesting costs anything.
 */
final class JsonText {
    /** The greatest size or offset: 48 bits, which the format's schema sets. */
    static final long MOST_NUMBER = (1L << 48) - 1;

    /** The libraries for arrays allow no more sizes; kernels have 4. */
    private static final int MOST_NUMBERS = 64;

    private final byte[] text;
    private final LongBuffer numbers = LongBuffer.allocate(MOST_NUMBERS);
    /** Used again for each text: most have no escapes. */
    private final StringBuilder unescaped = new StringBuilder();

    private int position;
    private @Nullable String scope;

    /** Takes text that is valid UTF-8. */
    JsonText(byte[] text) {
        this.text = text;
    }

    /** Says whose members are read from here on, for messages. */
    void enter(String name) {
        scope = name;
    }

    /** Says that the members of {@link #enter} are read. */
    void leave() {
        scope = null;
    }

    /** Reads a character that must come next, after whitespace. */
    void expect(char expected, String before) throws Malformed {
        if (!next(expected)) {
            throw unexpected("'" + expected + "' " + before);
        }
    }

    /** Reads a character if it comes next, after whitespace. */
    boolean next(char wanted) {
        skipWhitespace();
        if (position < text.length && text[position] == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void skipWhitespace() {
        while (position < text.length
                && (text[position] == ' '
                        || text[position] == '\t'
                        || text[position] == '\n'
                        || text[position] == '\r')) {
            position++;
        }
    }

    /** Checks that nothing but the spaces of the padding is left. */
    void expectEnd() throws Malformed {
        while (position < text.length && text[position] == ' ') {
            position++;
        }
        if (position < text.length) {
            throw unexpected("nothing but spaces after the header's last '}'");
        }
    }

    /** Reads an array of whole numbers; what is given back is used again. */
    LongBuffer numbers(String what) throws Malformed {
        expect('[', "before numbers");
        numbers.clear();
        if (!next(']')) {
            do {
                if (!numbers.hasRemaining()) {
                    throw problem("there are more than " + numbers.capacity() + " numbers in one list");
                }
                numbers.put(number(what));
            } while (next(','));
            expect(']', "or ',' after " + what);
        }
        return numbers.flip();
    }

    /** Reads a whole number from 0 to {@link #MOST_NUMBER}. */
    private long number(String what) throws Malformed {
        skipWhitespace();
        int begin = position;
        long value = 0;
        while (position < text.length && text[position] >= '0' && text[position] <= '9') {
            value = value * 10 + text[position] - '0';
            position++;
            if (value > MOST_NUMBER) {
                throw problem(begin, what + " is greater than " + MOST_NUMBER);
            }
        }
        boolean hasLeadingZero = position - begin > 1 && text[begin] == '0';
        if (position == begin || hasLeadingZero || !endsNumber()) {
            position = begin;
            throw unexpected(what + " as a whole number, written with digits alone");
        }
        return value;
    }

    /** A number that goes on with a dot, an exponent or a letter is another kind of number, or none. */
    private boolean endsNumber() {
        if (position == text.length) {
            return true;
        }
        return switch (text[position]) {
            case ',', ']', '}', ' ', '\t', '\n', '\r' -> true;
            default -> false;
        };
    }

    /** Reads a text in quotes. */
    String string(String what) throws Malformed {
        skipWhitespace();
        if (position == text.length || text[position] != '"') {
            throw unexpected(what + " in quotes");
        }
        int begin = ++position;
        while (position < text.length) {
            byte character = text[position];
            if (character == '"') {
                String read =
                        begin == position ? "" : new String(text, begin, position - begin, StandardCharsets.UTF_8);
                position++;
                return read;
            }
            if (character == '\\') {
                return escaped(begin, what);
            }
            requireNoControl(character, what);
            position++;
        }
        throw problem(begin - 1, what + " has no closing quote");
    }

    /** Reads on from the first backslash of a text that began earlier. */
    private String escaped(int begin, String what) throws Malformed {
        unescaped.setLength(0);
        int next = begin;
        while (next < text.length) {
            byte character = text[next];
            if (character == '"') {
                position = next + 1;
                requireWholePairs(unescaped, begin - 1, what);
                return unescaped.toString();
            }
            if (character == '\\') {
                position = next + 1;
                unescaped.append(escape(what));
                next = position;
            } else {
                position = next;
                requireNoControl(character, what);
                next = append(next);
            }
        }
        throw problem(begin - 1, what + " has no closing quote");
    }

    /** Appends a character that was found to be valid UTF-8, and says where the next one begins. */
    private int append(int at) {
        int first = text[at] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        int character = length == 1 ? first : first & 0x7f >> length;
        for (int i = 1; i < length; i++) {
            character = character << 6 | (text[at + i] & 0x3f);
        }
        unescaped.appendCodePoint(character);
        return at + length;
    }

    private void requireNoControl(byte character, String what) throws Malformed {
        if (character >= 0 && character < ' ') {
            throw problem(position, what + String.format(" contains the control character \\u%04x", character));
        }
    }

    /** Reads what follows a backslash. */
    private char escape(String what) throws Malformed {
        int begin = position - 1;
        char kind = position < text.length ? (char) text[position++] : 0;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal(begin, what);
            default -> throw problem(begin, what + " contains a backslash that begins no escape of JSON");
        };
    }

    private char hexadecimal(int begin, String what) throws Malformed {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = position < text.length ? hexDigit(text[position++]) : -1;
            if (digit < 0) {
                throw problem(begin, what + " contains \\u without four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /** The value of an ASCII digit; {@link Character#digit} also takes others. */
    private static int hexDigit(byte character) {
        return character < 0 ? -1 : Character.digit(character, 16);
    }

    private void requireWholePairs(CharSequence read, int begin, String what) throws Malformed {
        for (int i = 0; i < read.length(); i++) {
            char character = read.charAt(i);
            if (Character.isHighSurrogate(character)
                    && i + 1 < read.length()
                    && Character.isLowSurrogate(read.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                throw problem(
                        begin, what + String.format(" contains \\u%04x, half of a surrogate pair", (int) character));
            }
        }
    }

    private Malformed unexpected(String expected) {
        String found = position < text.length ? "'" + found() + "'" : "the end of the header";
        return problem(position, "found " + found + "; expected " + expected);
    }

    /** The character at the position, as it can be printed. */
    private String found() {
        byte character = text[position];
        return character >= ' ' && character < 0x7f
                ? String.valueOf((char) character)
                : String.format("\\x%02x", character & 0xff);
    }

    /** A problem of what was read last. */
    Malformed problem(String problem) {
        return problem(position, problem);
    }

    private Malformed problem(int at, String problem) {
        String where = scope == null ? "" : ForeignName.printed(scope) + ": ";
        return new Malformed(where + problem + " (byte " + at + " of the header)");
    }
}
