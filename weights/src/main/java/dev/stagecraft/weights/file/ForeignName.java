package dev.stagecraft.weights.file;

/** Names from a file that a stranger may have written, on their way into a message. */
public final class ForeignName {
    /** Longer ones would bury the message around them. */
    private static final int MOST_CHARACTERS = 200;

    private ForeignName() {}

    /**
     * The name as it can be printed: control and formatting characters, line separators and halves of surrogate pairs
     * are written as {@code \\u001b} and the like. Of a name of more than 200 characters the beginning is printed, and its
     * length.
     *
     * @param name as it was found
     */
    public static String printed(String name) {
        return printed(name, MOST_CHARACTERS);
    }

    static String printed(String name, int most) {
        StringBuilder printed = new StringBuilder();
        name.codePoints().limit(most).forEach(character -> {
            if (isPrintable(character)) {
                printed.appendCodePoint(character);
            } else if (Character.isBmpCodePoint(character)) {
                printed.append(String.format("\\u%04x", character));
            } else {
                printed.append(String.format("\\U%08x", character));
            }
        });
        int length = name.codePointCount(0, name.length());
        return length <= most ? printed.toString() : printed + "… (" + length + " characters)";
    }

    static boolean isPrintable(int character) {
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
