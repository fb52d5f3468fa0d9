package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;

/** Finds our annotations on a type. */
final class AnnotationFinder {
    private final TypeElement type;
    private final Positions positions;

    AnnotationFinder(TypeElement type, Positions positions) {
        this.type = type;
        this.positions = positions;
    }

    /**
     * An annotation that stands once.
     *
     * @param origin its place; its annotation's name is what is looked for
     */
    Optional<Mirror> find(Origin origin) {
        return type.getAnnotationMirrors().stream()
                .filter(mirror -> is(mirror, origin.annotation()))
                .findFirst()
                .map(mirror -> new Mirror(type, mirror, origin, positions));
    }

    /** As {@link #find}; empty of values where it does not stand there. */
    Mirror findOrAbsent(Origin origin) {
        return find(origin).orElseGet(() -> Mirror.absent(type, origin, positions));
    }

    /**
     * A repeatable annotation, in the order it stands. One stands for itself; several stand in the container that the
     * compiler, or the developer, writes.
     */
    List<Mirror> findAll(Origin first, String container) throws UnresolvedValueException {
        List<AnnotationMirror> mirrors = new ArrayList<>();
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            if (is(mirror, first.annotation())) {
                mirrors.add(mirror);
            } else if (is(mirror, container)) {
                for (AnnotationValue value : mirror.getElementValues().values()) {
                    addAll(value, mirrors);
                }
            }
        }
        List<Mirror> found = new ArrayList<>();
        for (AnnotationMirror mirror : mirrors) {
            Origin origin = Origin.of(first.annotation(), found.size()).on(first.type());
            found.add(new Mirror(type, mirror, origin, positions));
        }
        return found;
    }

    private static void addAll(AnnotationValue container, List<AnnotationMirror> found)
            throws UnresolvedValueException {
        if (!(container.getValue() instanceof List<?> items)) {
            throw new UnresolvedValueException("value");
        }
        for (Object item : items) {
            if (!(((AnnotationValue) item).getValue() instanceof AnnotationMirror mirror)) {
                throw new UnresolvedValueException("value");
            }
            found.add(mirror);
        }
    }

    private static boolean is(AnnotationMirror mirror, String annotation) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        return type.getQualifiedName().contentEquals(DslNames.qualified(annotation));
    }
}
