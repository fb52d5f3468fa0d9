package dev.stagecraft.cli;

import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Results for each class as text. */
final class ClassTables {
    /** Of more classes those with the smallest F1 are shown, and the most frequent confusions. */
    private static final int MOST_CLASSES = 20;

    private static final int MOST_CONFUSIONS = 10;
    private static final int LONGEST_NAME = 24;

    private ClassTables() {}

    /** The lines: means over all classes, a table of the classes, and which were taken for which. */
    static List<String> of(ClassResults found) {
        List<String> lines = new ArrayList<>();
        String top = found.top5Accuracy().isEmpty()
                ? ""
                : format("top-5 acc %.3f, ", found.top5Accuracy().getAsDouble());
        lines.add(top + format("macro F1 %.3f", found.macroF1()));
        lines.add("");
        lines.addAll(classes(found));
        found.confusion().ifPresent(matrix -> {
            List<String> confusions =
                    matrix.classes() <= MOST_CLASSES ? matrix(found, matrix) : confusions(found, matrix);
            if (!confusions.isEmpty()) {
                lines.add("");
                lines.addAll(confusions);
            }
        });
        return lines;
    }

    private static List<String> classes(ClassResults found) {
        List<String> lines = new ArrayList<>();
        List<ClassResult> shown = found.classes();
        if (shown.size() > MOST_CLASSES) {
            lines.add(format("the %d classes with the smallest F1, of %,d:", MOST_CLASSES, shown.size()));
            shown = shown.stream()
                    .filter(each -> each.images() > 0)
                    .sorted(Comparator.comparingDouble(ClassResult::f1))
                    .limit(MOST_CLASSES)
                    .toList();
        }
        int width = width(shown);
        lines.add(padded("class", width) + "   images  precision  recall     F1");
        for (ClassResult each : shown) {
            lines.add(padded(name(each), width)
                    + format(" %8d      %.3f   %.3f  %.3f", each.images(), each.precision(), each.recall(), each.f1()));
        }
        return lines;
    }

    private static List<String> matrix(ClassResults found, ConfusionMatrix matrix) {
        List<String> lines = new ArrayList<>();
        lines.add("number of images by their class (rows) and the class that they were classified as (columns):");
        int width = width(found.classes());
        int column = 1;
        for (ClassResult each : found.classes()) {
            column = Math.max(
                    column,
                    String.valueOf(Math.max(each.images(), each.label())).length());
        }
        StringBuilder head = new StringBuilder(padded("class", width));
        for (int predicted = 0; predicted < matrix.classes(); predicted++) {
            head.append(format("  %" + column + "d", predicted));
        }
        lines.add(head.toString());
        for (ClassResult each : found.classes()) {
            StringBuilder row = new StringBuilder(padded(name(each), width));
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                row.append(format("  %" + column + "d", matrix.count(each.label(), predicted)));
            }
            lines.add(row.toString());
        }
        return lines;
    }

    private record Confusion(ClassResult from, ClassResult to, int images) {}

    private static List<String> confusions(ClassResults found, ConfusionMatrix matrix) {
        List<Confusion> all = new ArrayList<>();
        for (ClassResult from : found.classes()) {
            for (ClassResult to : found.classes()) {
                int images = matrix.count(from.label(), to.label());
                if (images > 0 && from.label() != to.label()) {
                    all.add(new Confusion(from, to, images));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingInt(Confusion::images).reversed())
                .limit(MOST_CONFUSIONS)
                .forEach(each -> lines.add(format(
                        "%,d of %,d images of %s were classified as %s",
                        each.images(), each.from().images(), name(each.from()), name(each.to()))));
        if (!lines.isEmpty()) {
            lines.add(0, "the most frequent confusions:");
        }
        return lines;
    }

    private static int width(List<ClassResult> classes) {
        return classes.stream().mapToInt(each -> length(name(each))).reduce("class".length(), Math::max);
    }

    /** The number of a class, and its name if it has one. */
    private static String name(ClassResult found) {
        String number = String.valueOf(found.label());
        if (found.name().equals(number)) {
            return number;
        }
        String printed = ForeignText.printed(found.name());
        int[] points = printed.codePoints().limit(LONGEST_NAME).toArray();
        return number + " " + new String(points, 0, points.length) + (length(printed) > LONGEST_NAME ? "…" : "");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - length(text));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
