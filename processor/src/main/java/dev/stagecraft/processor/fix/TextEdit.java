package dev.stagecraft.processor.fix;

/**
 * A part of a file that another text replaces.
 *
 * @param file as {@link SourceFile#name} writes it
 * @param start first character that goes, counted in UTF-16 from 0
 * @param end the character after the last that goes; equal to the start where text is only added
 * @param text what comes instead; empty where text is only taken away
 */
record TextEdit(String file, int start, int end, String text) {
    /** Whether both change the same characters, or add at the same place. */
    boolean overlaps(TextEdit other) {
        return file.equals(other.file)
                && ((start < other.end && other.start < end) || start == other.start || end == other.end);
    }
}
