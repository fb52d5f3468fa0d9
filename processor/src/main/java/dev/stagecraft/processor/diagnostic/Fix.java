package dev.stagecraft.processor.diagnostic;

import dev.stagecraft.processor.spec.Origin;
import java.util.List;
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
