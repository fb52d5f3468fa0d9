package dev.stagecraft.cli;

import dev.stagecraft.runtime.data.DataSurvey;
import dev.stagecraft.runtime.data.SkippedImages;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code data} prints.
 *
 * @param survey what was found
 */
record DataTables(DataSurvey survey) {
    private static final int MOST_LINES = 20;
    private static final int MOST_SIZES = 5;

    /** The fields that programs read; their names are a contract. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", survey.name());
        json.put("classes", survey.classes());
        json.put("parts", parts(DataSurvey.PartSurvey::size, 0));
        json.put("images", parts(DataSurvey.PartSurvey::images, List.of()));
        json.put("mean", survey.mean());
        json.put("deviation", survey.deviation());
        json.put("sizes", survey.sizes());
        json.put("formats", survey.formats());
        json.put(
                "bad",
                survey.bad().stream()
                        .map(each -> Map.of("file", each.path(), "reason", each.reason()))
                        .toList());
        json.put("copies", survey.copies());
        return json;
    }

    private <T> Map<String, T> parts(Function<DataSurvey.PartSurvey, T> what, T none) {
        Map<String, T> parts = new LinkedHashMap<>();
        for (String name : List.of("train", "validation", "test")) {
            parts.put(
                    name,
                    survey.parts().stream()
                            .filter(part -> part.name().equals(name))
                            .map(what)
                            .findFirst()
                            .orElse(none));
        }
        return parts;
    }

    /** The text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d classes, %s",
                ForeignText.printed(survey.name()),
                survey.classes().size(),
                survey.parts().stream()
                        .map(part -> String.format(Locale.ROOT, "%,d %s images", part.size(), spoken(part.name())))
                        .collect(Collectors.joining(", "))));
        lines.add("sizes: " + sizes());
        if (!survey.formats().isEmpty()) {
            lines.add("formats: "
                    + survey.formats().entrySet().stream()
                            .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                            .collect(Collectors.joining(", ")));
        }
        lines.add("mean and deviation of the training images: @Input(mean = " + numbers(survey.mean())
                + ", deviation = " + numbers(survey.deviation()) + ")");
        lines.add("");
        classes(lines);
        if (!survey.bad().isEmpty()) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT, "%,d pictures cannot be read:", survey.bad().size()));
            first(lines, survey.bad(), DataTables::bad);
        }
        if (!survey.copies().isEmpty()) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d images are in more than one part:",
                    survey.copies().size()));
            first(lines, survey.copies(), DataTables::copies);
        }
        return lines;
    }

    private static String spoken(String part) {
        return part.equals("train") ? "training" : part;
    }

    private String sizes() {
        List<DataSurvey.SizeCount> sizes = survey.sizes();
        String first = sizes.stream()
                .limit(MOST_SIZES)
                .map(size -> String.format(Locale.ROOT, "%d×%d (%,d)", size.height(), size.width(), size.images()))
                .collect(Collectors.joining(", "));
        return sizes.size() <= MOST_SIZES
                ? first
                : first + String.format(Locale.ROOT, " and %,d other sizes", sizes.size() - MOST_SIZES);
    }

    private static String numbers(List<Double> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private void classes(List<String> lines) {
        int width = Math.max(
                "class".length(),
                survey.classes().stream()
                        .map(ForeignText::printed)
                        .mapToInt(String::length)
                        .max()
                        .orElse(0));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", "class"));
        survey.parts().forEach(part -> head.append(String.format(Locale.ROOT, "%12s", spoken(part.name()))));
        lines.add(head.toString());
        for (int label = 0; label < survey.classes().size(); label++) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-" + width + "s",
                    ForeignText.printed(survey.classes().get(label))));
            for (DataSurvey.PartSurvey part : survey.parts()) {
                line.append(String.format(Locale.ROOT, "%,12d", part.images().get(label)));
            }
            lines.add(line.toString());
        }
    }

    private static String bad(SkippedImages.Image image) {
        return ForeignText.printed(image.path()) + " " + image.reason();
    }

    private static String copies(List<DataSurvey.Copy> same) {
        return same.stream()
                .map(copy -> ForeignText.printed(copy.image()) + " (" + spoken(copy.part()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static <T> void first(List<String> lines, List<T> all, Function<T, String> text) {
        all.stream().limit(MOST_LINES).forEach(each -> lines.add("  " + text.apply(each)));
        if (all.size() > MOST_LINES) {
            lines.add(String.format(Locale.ROOT, "  and %,d more; --format json lists all", all.size() - MOST_LINES));
        }
    }
}
