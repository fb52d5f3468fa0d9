package dev.stagecraft.processor.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks lines of Java source that are too long, whatever made them so: long names, or names that must be qualified.
 * Strings are never cut.
 */
final class LineBreaks {
    private static final int LIMIT = 120;
    private static final String CONTINUATION = " ".repeat(8);

    /** A comment of one line has room for that many columns beside its marks. */
    private static final int SHORT_COMMENT = 100;

    private static final String COMMENT = "/**";
    private static final String TEXT = "* ";
    private static final String COMMENT_END = "*/";
    private static final String METHOD = "private static ";

    private LineBreaks() {}

    /** The same source; a line that is longer than 120 columns has no place where it may be broken. */
    static String within(String source) {
        List<String> lines = source.lines().toList();
        StringBuilder text = new StringBuilder(source.length());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (isShortComment(lines, i)) {
                line = line + lines.get(i + 1).stripLeading().substring(1) + " " + COMMENT_END;
                i += 2;
            } else if (isSignature(lines, i)
                    && line.length() + lines.get(i + 1).stripLeading().length() < LIMIT) {
                line = line + " " + lines.get(i + 1).stripLeading();
                i++;
            }
            broken(line).forEach(piece -> text.append(piece).append('\n'));
        }
        return text.toString();
    }

    /** A comment of one line whose marks stand on lines of their own. */
    private static boolean isShortComment(List<String> lines, int first) {
        if (!lines.get(first).stripLeading().equals(COMMENT) || first + 2 >= lines.size()) {
            return false;
        }
        String text = lines.get(first + 1).stripLeading();
        return text.startsWith(TEXT)
                && text.length() > TEXT.length()
                && text.length() <= TEXT.length() + SHORT_COMMENT
                && lines.get(first + 2).stripLeading().equals(COMMENT_END);
    }

    /** The writer of sources breaks parameters at 100 columns. */
    private static boolean isSignature(List<String> lines, int first) {
        String line = lines.get(first);
        return line.endsWith(",")
                && line.stripLeading().startsWith(METHOD)
                && first + 1 < lines.size()
                && lines.get(first + 1).endsWith(") {")
                && !(line + lines.get(first + 1)).contains(";");
    }

    private static List<String> broken(String line) {
        if (line.length() <= LIMIT) {
            return List.of(line);
        }
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        if (line.startsWith(indent + "* ")) {
            return pieces(line, indent + "* ", LineBreaks::lastSpace);
        }
        int comment = line.lastIndexOf("; // ");
        if (comment < 0) {
            return pieces(line, indent + CONTINUATION, LineBreaks::lastComma);
        }
        List<String> lines = new ArrayList<>(List.of(indent + line.substring(comment + 2)));
        lines.addAll(broken(line.substring(0, comment + 1)));
        return lines;
    }

    /** Finds how much of a line may stand alone, at most the limit; 0 where nothing may. */
    @FunctionalInterface
    private interface Break {
        int before(String line, int start);
    }

    private static List<String> pieces(String line, String nextIndent, Break where) {
        List<String> pieces = new ArrayList<>();
        String rest = line;
        int start = nextIndent.length();
        while (rest.length() > LIMIT) {
            int end = where.before(rest, start);
            if (end <= 0) {
                break;
            }
            pieces.add(rest.substring(0, end).stripTrailing());
            rest = nextIndent + rest.substring(end).stripLeading();
        }
        pieces.add(rest);
        return pieces;
    }

    private static int lastSpace(String line, int start) {
        int space = line.lastIndexOf(' ', LIMIT);
        return space < start ? line.indexOf(' ', LIMIT) : space;
    }

    /** The last place within the limit with the fewest parentheses open, after a comma or an opening parenthesis. */
    private static int lastComma(String line, int start) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        int open = 0;
        boolean text = false;
        for (int i = 0; i < Math.min(line.length(), LIMIT); i++) {
            char c = line.charAt(i);
            if (c == '"' && line.charAt(i - 1) != '\\') {
                text = !text;
            }
            if (text || i < start) {
                continue;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            boolean may = c == ',' || (c == '(' && line.charAt(i + 1) != ')');
            if (may && open <= fewest) {
                best = i + 1;
                fewest = open;
            }
        }
        return best;
    }
}
