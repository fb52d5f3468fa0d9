package dev.stagecraft.weights.match;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What changes a network's answers and shows in no name and no shape, so that files of different networks look the same. A row
 * each; its value is read from the declaration, or is the annotation's default.
 *
 * @param title what it is
 * @param attribute that declares it
 * @param usual the default
 */
record Undeterminable(String title, String attribute, String usual) {
    private static final List<Undeterminable> ROWS = List.of(
            new Undeterminable("activation", "activation", "Activation.RELU"),
            new Undeterminable("padding", "padding", "Padding.SYMMETRIC"),
            new Undeterminable("blur or pool that has the strides", "antialias", "Antialias.NONE"),
            new Undeterminable("kind of shortcut", "kind", "ShortcutKind.PROJECTION"),
            new Undeterminable("epsilon of normalization", "epsilon", "1.0E-5"),
            new Undeterminable("stride on the first 1×1 of a bottleneck", "strideOnFirst", "false"));

    /** A line for each, and the declared stem and stages, whose strides and pool do not show either. */
    static List<String> lines(List<String> declaration) {
        List<String> lines = new ArrayList<>();
        String network = declaration.stream().findFirst().orElse("");
        for (Undeterminable row : ROWS) {
            lines.add(row.title + ": " + (declaration.isEmpty() ? "as the network computes it" : row.value(network)));
        }
        declaration.stream()
                .filter(line -> line.startsWith("@Stem") || line.startsWith("@ResidualStage"))
                .forEach(line -> lines.add("strides and pool: " + line));
        return lines;
    }

    private String value(String network) {
        Matcher found = Pattern.compile("\\b" + attribute + " = ([\\w.\\-]+)").matcher(network);
        return attribute + " = " + (found.find() ? found.group(1) : usual);
    }
}
