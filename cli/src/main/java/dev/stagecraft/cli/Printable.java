package dev.stagecraft.cli;

/** A whole message for a terminal, whoever wrote parts of it: a control character could do anything there. */
final class Printable {
    private Printable() {}

    /** The message with its control and formatting characters as escapes, but for newlines and tabs. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean plain = point == '\n' || point == '\t';
            if (!plain && (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT)) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
