package dev.stagecraft.processor.fix;

/**
 * Where annotations and their values end in a source. Trees say where they start; where they end, javac keeps only for
 * callers that listen to its diagnostics, and not for the command line.
 */
final class JavaText {
    private final String text;

    JavaText(String text) {
        this.text = text;
    }

    /** The characters from one index to another. */
    String between(int start, int end) {
        return text.substring(start, end);
    }

    /** After the last character of an annotation's name; the annotation starts with its {@code @}. */
    int nameEnd(int annotation) {
        int end = identifierEnd(skipBlank(annotation + 1));
        for (int dot = skipBlank(end); charAt(dot) == '.'; dot = skipBlank(end)) {
            end = identifierEnd(skipBlank(dot + 1));
        }
        return end;
    }

    /** The parenthesis that opens an annotation's values; the text's length where it has none. */
    int open(int annotation) {
        int open = skipBlank(nameEnd(annotation));
        return charAt(open) == '(' ? open : text.length();
    }

    /** After the last character of an annotation. */
    int annotationEnd(int annotation) {
        int open = open(annotation);
        return open < text.length() ? skip(open) : nameEnd(annotation);
    }

    /** After the last character of a value, which a comma or a closing bracket follows. */
    int valueEnd(int start) {
        int end = start;
        for (int i = start; i < text.length(); ) {
            if (isBlank(i)) {
                i = skipBlank(i);
                continue;
            }
            if (",)}];".indexOf(text.charAt(i)) >= 0) {
                break;
            }
            i = skip(i);
            end = i;
        }
        return end;
    }

    /** The index of a word at or after a start, outside of brackets, texts and comments; the text's length where it is not. */
    int word(String word, int start) {
        for (int i = start; i < text.length(); ) {
            if (isBlank(i)) {
                i = skipBlank(i);
            } else if (Character.isJavaIdentifierStart(charAt(i))) {
                int end = identifierEnd(i);
                if (text.substring(i, end).equals(word)) {
                    return i;
                }
                i = end;
            } else if (charAt(i) == '{' || charAt(i) == ';') {
                return text.length();
            } else {
                i = skip(i);
            }
        }
        return text.length();
    }

    /** After the bracket that closes one; the index itself where none opens there. */
    int bracketEnd(char opens, char closes, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            depth += charAt(i) == opens ? 1 : charAt(i) == closes ? -1 : 0;
            if (depth == 0) {
                return charAt(i) == closes ? i + 1 : start;
            }
        }
        return start;
    }

    /** Whether braces with nothing between them come next. */
    boolean isEmptyBody(int start) {
        int open = skipBlank(start);
        return charAt(open) == '{' && charAt(skipBlank(open + 1)) == '}';
    }

    /** After an identifier. */
    int identifierEnd(int start) {
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The character at an index; 0 behind the end. */
    char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    /** The first index that is neither white space nor in a comment. */
    int skipBlank(int start) {
        int i = start;
        while (i < text.length() && isBlank(i)) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
            } else if (text.startsWith("//", i)) {
                i = after("\n", i);
            } else {
                i = after("*/", i + 2);
            }
        }
        return i;
    }

    /** The start of a line. */
    int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    /** The white space that a line begins with. */
    String indentation(int index) {
        int start = lineStart(index);
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    /** What ends the file's lines. */
    String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** A part with its line, where nothing else stands there, or else with the blanks that follow it. */
    int[] withLine(int start, int end) {
        int after = end;
        while (charAt(after) == ' ' || charAt(after) == '\t') {
            after++;
        }
        int before = lineStart(start);
        if (!text.substring(before, start).isBlank()) {
            return new int[] {start, after};
        }
        if (text.startsWith("\r\n", after)) {
            return new int[] {before, after + 2};
        }
        return charAt(after) == '\n' ? new int[] {before, after + 1} : new int[] {start, after};
    }

    /** After what starts at an index: a text, a character, brackets with what they hold, or a single sign. */
    int skip(int i) {
        if (text.startsWith("\"\"\"", i)) {
            return afterQuoted("\"\"\"", i);
        }
        return switch (text.charAt(i)) {
            case '"' -> afterQuoted("\"", i);
            case '\'' -> afterQuoted("'", i);
            case '(', '{', '[' -> afterBrackets(i);
            default -> i + 1;
        };
    }

    private int afterBrackets(int open) {
        for (int i = open + 1; i < text.length(); ) {
            if (isBlank(i)) {
                i = skipBlank(i);
            } else if (")}]".indexOf(text.charAt(i)) >= 0) {
                return i + 1;
            } else {
                i = skip(i);
            }
        }
        return text.length();
    }

    private int afterQuoted(String quote, int start) {
        for (int i = start + quote.length(); i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(quote, i)) {
                return i + quote.length();
            }
        }
        return text.length();
    }

    private boolean isBlank(int i) {
        return Character.isWhitespace(text.charAt(i)) || text.startsWith("//", i) || text.startsWith("/*", i);
    }

    private int after(String end, int start) {
        int found = text.indexOf(end, start);
        return found < 0 ? text.length() : found + end.length();
    }
}
