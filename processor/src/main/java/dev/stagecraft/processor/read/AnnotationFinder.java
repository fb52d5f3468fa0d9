package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;

/** Finds our annotations on a type. */
final class AnnotationFinder {
    private final TypeElement type;
    private final Positions positions;
    private final Predicate<TypeElement> unclear;

    /** @param unclear whether the compiler reports annotations of a type as wrong that it does not show */
    AnnotationFinder(TypeElement type, Positions positions, Predicate<TypeElement> unclear) {
        this.type = type;
        this.positions = positions;
        this.unclear = unclear;
    }

    /**
     * Skips a type that carries an annotation the compiler does not know: another processor may write it, or the compiler
     * reports that it is missing, so that no second message about it is needed.
     */
    AnnotationFinder resolved() throws UnresolvedValueException {
        if (unclear.test(type)) {
            throw new UnresolvedValueException(type.toString());
        }
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            Mirror.requireKnown(mirror);
        }
        return this;
    }

    /**
     * An annotation that stands once.
     *
     * @param origin its place; its annotation's name is what is looked for
     */
    Optional<Mirror> find(Origin origin) {
        Optional<Mirror> written = type.getAnnotationMirrors().stream()
                .filter(mirror -> is(mirror, origin.annotation()))
                .filter(mirror -> !positions.changes().remove(origin))
                .findFirst()
                .map(mirror -> new Mirror(type, mirror, origin, positions));
        return written.isEmpty() && positions.changes().reach(origin)
                ? Optional.of(Mirror.absent(type, origin, positions))
                : written;
    }

    /** As {@link #find}; empty of values where it does not stand there. */
    Mirror findOrAbsent(Origin origin) {
        return find(origin).orElseGet(() -> Mirror.absent(type, origin, positions));
    }

    /** Which of some annotations stand on the type, each as often as it does; a container counts as those in it. */
    List<String> names(Collection<String> annotations) throws UnresolvedValueException {
        List<String> found = new ArrayList<>();
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            for (String annotation : annotations) {
                if (is(mirror, annotation)) {
                    String written = DslNames.CONTAINERS.getOrDefault(annotation, annotation);
                    findAll(Origin.of(written), annotation).forEach(each -> found.add(written));
                }
            }
        }
        return found;
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
        for (int i = 0; i < mirrors.size(); i++) {
            Origin origin = Origin.of(first.annotation(), i).on(first.type());
            if (!positions.changes().remove(origin)) {
                found.add(new Mirror(type, mirrors.get(i), origin, positions));
            }
        }
        if (mirrors.isEmpty() && positions.changes().reach(first)) {
            found.add(Mirror.absent(type, first, positions));
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
