package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Where every value that was given stands, as the compiler's interfaces want it told. */
public final class Positions {
    private final Map<Origin, Position> known = new HashMap<>();
    private final Map<String, Origin> outside = new HashMap<>();
    private final Changes changes;

    /** @param changes that values are read with */
    Positions(Changes changes) {
        this.changes = changes;
    }

    /** How values are read otherwise than they are written. */
    Changes changes() {
        return changes;
    }

    void note(Origin origin, TypeElement type, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {
        known.put(origin, new Position(origin, type, annotation, Optional.ofNullable(value)));
    }

    /** Values of a type outside of this compilation have no position; what names the type has. */
    void standFor(String type, Origin name) {
        outside.putIfAbsent(type, name);
    }

    /** The value that a message can point at: the one itself, or the one that names its type outside of this compilation. */
    public Origin visible(Origin origin) {
        return outside.getOrDefault(origin.type(), origin);
    }

    /** Whether a value was written, and is no default. */
    public boolean holds(Origin origin) {
        return known.containsKey(origin);
    }

    /** The position of a value; of what holds it, where the value is a default. Empty where nothing was declared. */
    public Optional<Position> of(Origin origin) {
        for (String path = origin.attribute(); ; path = outer(path)) {
            Position position = known.get(new Origin(origin.type(), origin.annotation(), origin.index(), path));
            if (position != null || path.isEmpty()) {
                return Optional.ofNullable(position);
            }
        }
    }

    /** The path without its last name or its last element's number. */
    private static String outer(String path) {
        return path.substring(0, Math.max(Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')), 0));
    }

    /** The attribute, of the annotation on the type, that holds a value. */
    public Position outermost(Position position) {
        Origin origin = position.origin();
        String first = origin.attribute().split("[.\\[]", -1)[0];
        return known.getOrDefault(new Origin(origin.type(), origin.annotation(), origin.index(), first), position);
    }

    /**
     * A declared value's position.
     *
     * @param origin which value this is
     * @param type the type that carries the annotation
     * @param annotation the annotation on the type; null where it was not given
     * @param value the value inside it; empty for the annotation as a whole
     */
    public record Position(
            Origin origin, TypeElement type, @Nullable AnnotationMirror annotation, Optional<AnnotationValue> value) {}
}
