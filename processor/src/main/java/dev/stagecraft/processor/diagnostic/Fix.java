package dev.stagecraft.processor.diagnostic;

import java.util.List;

/**
 * One way to fix a problem.
 *
 * @param edits that belong together, one or more
 */
public record Fix(List<Edit> edits) {
    /** Copies the list. */
    public Fix {
        edits = List.copyOf(edits);
    }
}
