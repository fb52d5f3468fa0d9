package dev.stagecraft.processor.spec;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a declaration would be read if it were written otherwise.
 *
 * @param texts new values, as Java source
 * @param removed attributes, elements of lists, and annotations that would not be there
 */
public record Changes(Map<Origin, String> texts, Set<Origin> removed) {
    /** The declaration as it is written. */
    public static final Changes NONE = new Changes(Map.of(), Set.of());

    /** Copies the collections. */
    public Changes {
        texts = Map.copyOf(texts);
        removed = Set.copyOf(removed);
    }

    /** The new value of an attribute or an element, as Java source. */
    public Optional<String> text(Origin origin) {
        return Optional.ofNullable(texts.get(origin));
    }

    /** Whether an attribute, an element or an annotation would not be there. */
    public boolean remove(Origin origin) {
        return removed.contains(origin);
    }

    /** Whether a value, or one inside of it, would be new. */
    public boolean reach(Origin origin) {
        return texts.keySet().stream().anyMatch(each -> each.isIn(origin));
    }
}
