package dev.stagecraft.cli;

/** A command that is printed to be copied: paths have spaces, and a nested class's name has a dollar sign. */
final class ShellWord {
    private ShellWord() {}

    /**
     * A text as a shell reads it back, quoted where it must be. A control character is written as an escape, which bash, zsh
     * and POSIX since 2024 read, as it would do something to the terminal.
     */
    static String of(String text) {
        if (text.codePoints().anyMatch(ShellWord::isControl)) {
            return escaped(text);
        }
        return text.matches("[\\w@%+:,./-][\\w@%+=:,./-]*") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String escaped(String text) {
        StringBuilder word = new StringBuilder("$'");
        text.codePoints().forEach(point -> {
            if (point < 0x80 && isControl(point)) {
                // Three digits, so that what follows is not taken for one.
                word.append(String.format("\\%03o", point));
            } else if (isControl(point)) {
                word.append(String.format("\\u%04x", point));
            } else {
                word.append(point == '\'' || point == '\\' ? "\\" : "").appendCodePoint(point);
            }
        });
        return word.append("'").toString();
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || (type == Character.FORMAT && Character.isBmpCodePoint(point))
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
