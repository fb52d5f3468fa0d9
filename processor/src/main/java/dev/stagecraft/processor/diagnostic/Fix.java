package dev.stagecraft.processor.diagnostic;

import dev.stagecraft.processor.spec.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way to fix a problem.
 *
 * @param goal what it changes, where others change it too: of fixes with one goal the first that does best is offered;
 *     empty where it stands for itself
 * @param edits that belong together, one or more
 */
public record Fix(String goal, List<Edit> edits) {
    /** Copies the list. */
    public Fix {
        edits = List.copyOf(edits);
    }

    /** Whether both change one value, so that only one of them can be made. */
    public boolean meets(Fix other) {
        return edits.stream()
                .flatMap(edit -> edit.value().stream())
                .anyMatch(value -> other.edits.stream()
                        .flatMap(edit -> edit.value().stream())
                        .anyMatch(each -> value.isIn(each) || each.isIn(value)));
    }

    /** Whether it writes a value. */
    public boolean sets(Origin value) {
        return edits.stream()
                .anyMatch(
                        edit -> edit instanceof Edit.Set set && set.attribute().equals(value));
    }

    /** What it writes as one annotation, as in {@code @Head(classes = 10)}; empty where it writes something else. */
    Optional<String> annotation() {
        List<Edit.Set> sets = edits.stream()
                .filter(Edit.Set.class::isInstance)
                .map(Edit.Set.class::cast)
                .toList();
        List<Origin> around =
                sets.stream().map(set -> set.attribute().whole()).distinct().toList();
        boolean isOne = sets.size() == edits.size() && around.size() == 1;
        return isOne
                        && sets.stream()
                                .noneMatch(set -> set.attribute().attribute().contains("."))
                ? Optional.of(sets.stream()
                        .map(set -> set.attribute().attribute() + " = " + set.text())
                        .collect(Collectors.joining(", ", "@" + around.get(0).annotation() + "(", ")")))
                : Optional.empty();
    }

    /** The new values, as in {@code channels = 8 and stride = 1}; empty where something else changes too. */
    String words() {
        return edits.stream().allMatch(Edit.Set.class::isInstance)
                ? edits.stream().map(edit -> words((Edit.Set) edit)).distinct().collect(Collectors.joining(" and "))
                : "";
    }

    private static String words(Edit.Set edit) {
        Origin origin = edit.attribute();
        String path = origin.attribute();
        // An element of a list is called like the list, as in what was found wrong with it.
        String name = path.substring(path.lastIndexOf('.') + 1).replaceAll("\\[\\d+\\]$", "");
        String layer = origin.annotation().equals("Layer") ? " in layer " + (origin.index() + 1) : "";
        return name + " = " + edit.text() + layer;
    }
}
