package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import java.util.Locale;
import java.util.Optional;

/** Results for each class as tables in Markdown, which TensorBoard shows. */
final class ClassMarkdown {
    /** A table of more columns is not readable. */
    private static final int MOST_COLUMNS = 20;

    private ClassMarkdown() {}

    static String classes(ClassResults found) {
        StringBuilder table = new StringBuilder("|class|images|precision|recall|F1|\n|---|--:|--:|--:|--:|\n");
        for (ClassResult each : found.classes()) {
            table.append(String.format(
                    Locale.ROOT,
                    "|%s|%,d|%.3f|%.3f|%.3f|\n",
                    name(each),
                    each.images(),
                    each.precision(),
                    each.recall(),
                    each.f1()));
        }
        return table.toString();
    }

    /** Rows are the classes of the images, columns the classes that they were classified as; empty of too many. */
    static Optional<String> confusion(ClassResults found) {
        return found.confusion()
                .filter(matrix -> matrix.classes() <= MOST_COLUMNS)
                .map(matrix -> table(found, matrix));
    }

    private static String table(ClassResults found, ConfusionMatrix matrix) {
        StringBuilder table = new StringBuilder("|class|");
        found.classes().forEach(each -> table.append(name(each)).append('|'));
        table.append("\n|---|").append("--:|".repeat(matrix.classes())).append('\n');
        for (ClassResult each : found.classes()) {
            table.append('|').append(name(each)).append('|');
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                table.append(matrix.count(each.label(), predicted)).append('|');
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** Names come from folders and files, and must not be read as Markdown. */
    private static String name(ClassResult found) {
        return ForeignText.printed(found.name()).replaceAll("[\\\\`*_{}\\[\\]()<>#+!|~&-]", "\\\\$0");
    }
}
