package dev.stagecraft.tests.fixes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** A declaration as texts of values, to be changed before it is written. */
final class Draft {
    /** A block of the developer's own, its layers in their order. */
    record Block(String name, List<Map<String, String>> layers) {}

    private final String name;
    /** How the source is laid out; the same for every writing of a draft. */
    private final long layout;

    final Map<String, String> network = new LinkedHashMap<>();
    Optional<Map<String, String>> stem = Optional.empty();
    final List<Map<String, String>> stages = new ArrayList<>();
    /** How many stages the right declaration has: a fault is put into one of them, however many another fault adds. */
    int rightStages;

    Optional<Map<String, String>> head = Optional.empty();
    boolean features;
    Optional<Map<String, String>> training = Optional.empty();
    Optional<Map<String, String>> budget = Optional.empty();
    final List<Block> blocks = new ArrayList<>();
    /** The annotated type; {@code $} stands for its name. */
    String type = "final class $ {}";
    /** What follows the type in the same file; {@code $} stands for its name. */
    String beside = "";
    /** Whether the type is inside of another. */
    boolean nested;
    /** Whether it carries {@code @ResidualNetwork}. */
    boolean declared = true;

    Draft(String name, long layout) {
        this.name = name;
        this.layout = layout;
    }

    String name() {
        return name;
    }

    Map<String, String> training() {
        training = Optional.of(training.orElseGet(LinkedHashMap::new));
        return training.get();
    }

    Map<String, String> budget() {
        budget = Optional.of(budget.orElseGet(LinkedHashMap::new));
        return budget.get();
    }

    /** The source of {@code random.<name>}. */
    String source() {
        Random random = new Random(layout);
        List<String> annotations = new ArrayList<>();
        if (declared) {
            annotations.add(annotation("ResidualNetwork", network, random));
        }
        stem.ifPresent(each -> annotations.add(annotation("Stem", each, random)));
        List<String> all = stages.stream()
                .map(each -> annotation("ResidualStage", each, random))
                .toList();
        if (all.size() > 1 && random.nextInt(5) == 0) {
            annotations.add("@ResidualStages({" + String.join(random.nextBoolean() ? ", " : ",\n    ", all) + "})");
        } else {
            annotations.addAll(all);
        }
        head.ifPresent(each -> annotations.add(annotation("Head", each, random)));
        if (features) {
            annotations.add("@Features");
        }
        training.ifPresent(each -> annotations.add(annotation("Training", each, random)));
        budget.ifPresent(each -> annotations.add(annotation("Budget", each, random)));
        StringBuilder text = new StringBuilder("package random;\n\nimport dev.stagecraft.dsl.*;\n\n");
        text.append(nested ? "class " + name + "Around {\n" : "");
        String between = (random.nextInt(6) == 0 ? " " : "\n") + (nested ? "    " : "");
        text.append(nested ? "    " : "")
                .append(String.join(between, annotations))
                .append(between);
        text.append(type.replace("$", name)).append('\n').append(nested ? "}\n" : "");
        text.append(beside.replace("$", name));
        for (Block block : blocks) {
            text.append("\n@ResidualBlock\n");
            block.layers()
                    .forEach(each ->
                            text.append(annotation("Layer", each, random)).append('\n'));
            text.append("interface ").append(block.name()).append(" {}\n");
        }
        return text.toString();
    }

    private static String annotation(String name, Map<String, String> values, Random random) {
        int lines = random.nextInt(4);
        if (values.isEmpty()) {
            return "@" + name + (lines == 0 ? "()" : "");
        }
        if (values.keySet().equals(java.util.Set.of("value")) && lines > 0) {
            return "@" + name + "(" + values.get("value") + ")";
        }
        String between = lines == 0 ? ",\n        " : ", ";
        return "@" + name + "("
                + values.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining(between))
                + ")";
    }
}
