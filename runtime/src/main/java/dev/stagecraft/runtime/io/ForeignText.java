package dev.stagecraft.runtime.io;

import org.jspecify.annotations.Nullable;

/** Text that a stranger may have written, on its way into a message or onto a terminal. */
public final class ForeignText {
    /** Names and versions are shorter; a longer text would bury the message around it. */
    private static final int MOST_CHARACTERS = 1_000;

    private ForeignText() {}

    /**
     * The text as it can be printed: control and formatting characters, line separators and halves of surrogate pairs
     * are written as {@code \\u001b} and the like, so that no text moves a cursor, ends a line or turns the direction of
     * what follows. Of a text of more than 1,000 characters the beginning is printed, and its length.
     *
     * @param text as it was found; may be null, which is printed as {@code null}
     */
    public static String printed(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder printed = new StringBuilder();
        text.codePoints().limit(MOST_CHARACTERS).forEach(character -> {
            if (isPrintable(character)) {
                printed.appendCodePoint(character);
            } else if (Character.isBmpCodePoint(character)) {
                printed.append(String.format("\\u%04x", character));
            } else {
                printed.append(String.format("\\U%08x", character));
            }
        });
        int length = text.codePointCount(0, text.length());
        return length <= MOST_CHARACTERS ? printed.toString() : printed + "… (" + length + " characters)";
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
