package dev.stagecraft.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Breaks lines of Java source that are too long, whatever made them so: long names, or names that must be qualified.
 * Strings are never cut.
 */
final class LineBreaks {
    private static final int LIMIT = 120;
    private static final String CONTINUATION = " ".repeat(8);

    /** A comment of one line, which has room beside its marks. */
    private static final Pattern SHORT_COMMENT = Pattern.compile("(?m)^( *)/\\*\\*\\n +\\* (.{1,100})\\n +\\*/$");

    /** The writer of sources breaks parameters at 100 columns. */
    private static final Pattern SIGNATURE =
            Pattern.compile("(?m)^( +private static [^\\n;]*,)\\n +([^\\n;]*\\) \\{)$");

    private LineBreaks() {}

    /** The same source; a line that is longer than 120 columns has no place where it may be broken. */
    static String within(String source) {
        String shortened = SHORT_COMMENT.matcher(source).replaceAll("$1/** $2 */");
        return SIGNATURE
                .matcher(shortened)
                .replaceAll(LineBreaks::joined)
                .lines()
                .flatMap(line -> broken(line).stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String joined(MatchResult signature) {
        String line = signature.group(1) + " " + signature.group(2);
        return Matcher.quoteReplacement(line.length() <= LIMIT ? line : signature.group());
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
