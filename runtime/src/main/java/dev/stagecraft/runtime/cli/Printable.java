package dev.stagecraft.runtime.cli;

/** Text for a terminal, whoever wrote it: a control character could do anything there. */
final class Printable {
    private Printable() {}

    /** The text with its control characters as escapes, but for newlines and tabs. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point) && point != '\n' && point != '\t') {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
