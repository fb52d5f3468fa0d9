package dev.stagecraft.weights.match;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report as JSON. */
final class ReportJson {
    private ReportJson() {}

    static String of(WeightsReport report, Map<String, String> more) {
        return "{\n"
                + more.entrySet().stream()
                        .map(each -> "  " + quoted(each.getKey()) + ": " + quoted(each.getValue()) + ",\n")
                        .collect(Collectors.joining())
                + "  \"network\": " + quoted(report.network()) + ",\n"
                + "  \"names\": " + quoted(word(report.vocabulary())) + ",\n"
                + "  \"fits\": " + report.fits() + ",\n"
                + "  \"classes\": " + report.classes() + ",\n"
                + "  \"difference\": "
                + report.difference().map(ReportJson::difference).orElse("null") + ",\n"
                + "  \"fixes\": " + list(report.mends(), ReportJson::mend) + ",\n"
                + "  \"remarks\": " + list(report.remarks(), ReportJson::quoted) + ",\n"
                + "  \"fromDeclaration\": " + list(report.fromDeclaration(), ReportJson::quoted) + ",\n"
                + "  \"variables\": " + list(report.variables(), ReportJson::variable) + ",\n"
                + "  \"tensors\": " + list(report.tensors(), ReportJson::tensor) + "\n"
                + "}";
    }

    private static String difference(Difference found) {
        return "{\"kind\": " + quoted(word(found.kind()))
                + ", \"variable\": " + orNull(found.variable().map(ReportJson::quoted))
                + ", \"shape\": " + orNull(found.shape().map(List::toString))
                + ", \"tensor\": " + orNull(found.tensor().map(ReportJson::quoted))
                + ", \"tensorShape\": " + orNull(found.tensorShape().map(List::toString))
                + ", \"text\": " + quoted(found.text()) + "}";
    }

    private static String mend(Mend mend) {
        String stage = mend.stage().isPresent() ? String.valueOf(mend.stage().getAsInt()) : "null";
        return "{\"annotation\": " + quoted(mend.annotation()) + ", \"stage\": " + stage + ", \"attribute\": "
                + quoted(mend.attribute()) + ", \"value\": " + quoted(mend.value()) + "}";
    }

    private static String variable(VariableLine line) {
        return "{\"variable\": " + quoted(line.variable()) + ", \"shape\": " + line.shape() + ", \"source\": "
                + quoted(word(line.source())) + ", \"tensor\": "
                + orNull(line.load().map(load -> quoted(load.entry().name()))) + ", \"how\": " + quoted(line.how())
                + "}";
    }

    private static String tensor(TensorLine line) {
        return "{\"tensor\": " + quoted(line.tensor()) + ", \"dtype\": "
                + quoted(line.dtype().name())
                + ", \"shape\": " + line.shape() + ", \"use\": " + quoted(word(line.use())) + ", \"why\": "
                + quoted(line.why()) + "}";
    }

    private static String orNull(Optional<String> json) {
        return json.orElse("null");
    }

    private static <T> String list(List<T> all, Function<T, String> json) {
        return all.isEmpty() ? "[]" : all.stream().map(json).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
    }

    /** An enum's constant as other JSON of ours has it: {@code firstValue}. */
    private static String word(Enum<?> constant) {
        StringBuilder word = new StringBuilder();
        for (String part : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.length() == 0 ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    /** All but printable ASCII is escaped, so that a stranger's name changes nothing on a screen. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append(c);
            } else {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return quoted.append('"').toString();
    }
}
