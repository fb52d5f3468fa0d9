package dev.stagecraft.weights.match;

import dev.stagecraft.weights.file.ForeignName;
import dev.stagecraft.weights.match.TensorLine.Use;
import java.util.ArrayList;
import java.util.List;

/** A report as lines for people. */
final class ReportText {
    private ReportText() {}

    static String summary(WeightsReport report) {
        long loaded = report.loads().size();
        return loaded + " of " + report.variables().size() + " variables of " + report.network()
                + " are loaded, from tensors with " + report.vocabulary().title() + " names";
    }

    static String of(WeightsReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(report));
        report.refusal().ifPresent(text -> lines.add("does not fit: " + text));
        report.remarks().forEach(remark -> lines.add("note: " + remark));
        lines.add("variables:");
        report.variables().forEach(line -> lines.add("  " + variable(line)));
        lines.add("tensors that are not used:");
        List<String> unused = report.tensors().stream()
                .filter(line -> line.use() != Use.USED)
                .map(line -> "  " + ForeignName.printed(line.tensor()) + " " + line.dtype() + " " + line.shape() + ": "
                        + line.why())
                .toList();
        lines.addAll(unused.isEmpty() ? List.of("  none") : unused);
        lines.add(declaration(report));
        return String.join("\n", lines);
    }

    static String declaration(WeightsReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("taken from the declaration, because names and shapes do not show it:");
        report.fromDeclaration().forEach(line -> lines.add("  " + line));
        return String.join("\n", lines);
    }

    private static String variable(VariableLine line) {
        String what = switch (line.source()) {
            case LOADED ->
                line.load()
                        .map(load -> "from " + ForeignName.printed(load.entry().name()) + " "
                                + load.entry().shape() + ", ")
                        .orElse("");
            case FIRST_VALUE -> "keeps its first value: ";
            case MISSING -> "not loaded: ";
        };
        return line.variable() + " " + line.shape() + " " + what + line.how();
    }
}
