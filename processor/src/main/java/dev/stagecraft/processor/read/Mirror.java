package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the values that one annotation was given, noted with their positions. Defaults are not the compiler's
 * but the caller's, as they depend on the preset.
 */
final class Mirror {
    private final TypeElement type;
    private final @Nullable AnnotationMirror outermost;
    private final Origin origin;
    private final Positions positions;
    private final Map<String, AnnotationValue> values = new LinkedHashMap<>();

    /** An annotation on a type. */
    Mirror(TypeElement type, AnnotationMirror mirror, Origin origin, Positions positions) {
        this(type, mirror, mirror, origin, positions);
        positions.note(origin, type, mirror, null);
    }

    private Mirror(
            TypeElement type,
            @Nullable AnnotationMirror mirror,
            @Nullable AnnotationMirror outermost,
            Origin origin,
            Positions positions) {
        this.type = type;
        this.outermost = outermost;
        this.origin = origin;
        this.positions = positions;
        if (mirror != null) {
            mirror.getElementValues().forEach((method, value) -> {
                String name = method.getSimpleName().toString();
                if (!positions.changes().remove(origin.at(name))) {
                    values.put(name, value);
                    positions.note(origin.at(name), type, outermost, value);
                }
            });
        }
        positions.changes().texts().keySet().stream()
                .filter(each -> each.isIn(origin))
                .forEach(each -> positions.note(each, type, outermost, null));
    }

    /** An annotation that is not there: none of its values was given. */
    static Mirror absent(TypeElement type, Origin origin, Positions positions) {
        return new Mirror(type, null, null, origin, positions);
    }

    /** Where an attribute stands. */
    Origin at(String attribute) {
        return origin.at(attribute);
    }

    boolean has(String attribute) {
        return values.containsKey(attribute) || positions.changes().reach(origin.at(attribute));
    }

    int integer(String attribute) throws UnresolvedValueException {
        return required(attribute, Integer.class);
    }

    int integer(String attribute, int otherwise) throws UnresolvedValueException {
        return given(attribute, Integer.class).orElse(otherwise);
    }

    long number(String attribute, long otherwise) throws UnresolvedValueException {
        return given(attribute, Long.class).orElse(otherwise);
    }

    double real(String attribute, double otherwise) throws UnresolvedValueException {
        return given(attribute, Double.class).orElse(otherwise);
    }

    boolean flag(String attribute, boolean otherwise) throws UnresolvedValueException {
        return given(attribute, Boolean.class).orElse(otherwise);
    }

    /** A number or a switch, of the class of what holds otherwise. */
    Object value(String attribute, Object otherwise) throws UnresolvedValueException {
        return has(attribute) ? required(attribute, otherwise.getClass()) : otherwise;
    }

    <E extends Enum<E>> E constant(String attribute, Class<E> kind) throws UnresolvedValueException {
        Optional<String> changed = positions.changes().text(origin.at(attribute));
        String name = changed.isPresent()
                ? changed.get().substring(changed.get().lastIndexOf('.') + 1)
                : required(attribute, VariableElement.class).getSimpleName().toString();
        return Enum.valueOf(kind, name);
    }

    <E extends Enum<E>> E constant(String attribute, E otherwise) throws UnresolvedValueException {
        return has(attribute) ? constant(attribute, otherwise.getDeclaringClass()) : otherwise;
    }

    Optional<TypeMirror> type(String attribute) throws UnresolvedValueException {
        return given(attribute, TypeMirror.class);
    }

    /** Stops where the compiler does not know an annotation's type. */
    static void requireKnown(AnnotationMirror mirror) throws UnresolvedValueException {
        if (mirror.getAnnotationType().getKind() == TypeKind.ERROR) {
            throw new UnresolvedValueException(mirror.toString());
        }
    }

    /** The annotation inside this one, empty of values where it was not given. */
    Mirror nested(String attribute) throws UnresolvedValueException {
        Optional<AnnotationMirror> nested = given(attribute, AnnotationMirror.class);
        if (nested.isPresent()) {
            requireKnown(nested.get());
        }
        return nested(nested.orElse(null), attribute);
    }

    List<Mirror> nestedList(String attribute) throws UnresolvedValueException {
        List<Mirror> result = new ArrayList<>();
        Map<Origin, AnnotationMirror> written = list(attribute, AnnotationMirror.class);
        for (Map.Entry<Origin, AnnotationMirror> nested : written.entrySet()) {
            requireKnown(nested.getValue());
            result.add(new Mirror(type, nested.getValue(), outermost, nested.getKey(), positions));
        }
        Origin first = origin.at(attribute).item(0);
        if (!values.containsKey(attribute) && positions.changes().reach(first)) {
            result.add(new Mirror(type, null, outermost, first, positions));
        }
        return result;
    }

    List<Integer> integers(String attribute) throws UnresolvedValueException {
        return List.copyOf(list(attribute, Integer.class).values());
    }

    List<Double> reals(String attribute) throws UnresolvedValueException {
        return List.copyOf(list(attribute, Double.class).values());
    }

    private Mirror nested(@Nullable AnnotationMirror nested, String attribute) {
        return new Mirror(type, nested, outermost, origin.at(attribute), positions);
    }

    /** Each element with its own place; empty where the attribute was not given. */
    private <T> Map<Origin, T> list(String attribute, Class<T> kind) throws UnresolvedValueException {
        Map<Origin, T> result = new LinkedHashMap<>();
        if (values.containsKey(attribute)) {
            int number = 0;
            for (Object item : required(attribute, List.class)) {
                AnnotationValue value = (AnnotationValue) item;
                Origin element = origin.at(attribute).item(number++);
                positions.note(element, type, outermost, value);
                Optional<String> changed = positions.changes().text(element);
                if (!positions.changes().remove(element)) {
                    result.put(
                            element,
                            changed.isPresent()
                                    ? kind.cast(Literals.read(changed.get(), kind))
                                    : typed(value.getValue(), attribute, kind));
                }
            }
        }
        return result;
    }

    private <T> T required(String attribute, Class<T> kind) throws UnresolvedValueException {
        Optional<T> given = given(attribute, kind);
        if (given.isEmpty()) {
            throw new UnresolvedValueException(attribute);
        }
        return given.get();
    }

    private <T> Optional<T> given(String attribute, Class<T> kind) throws UnresolvedValueException {
        Optional<String> changed = positions.changes().text(origin.at(attribute));
        if (changed.isPresent()) {
            return Optional.of(kind.cast(Literals.read(changed.get(), kind)));
        }
        AnnotationValue value = values.get(attribute);
        return value == null ? Optional.empty() : Optional.of(typed(value.getValue(), attribute, kind));
    }

    /** An annotation that does not compile holds values of other types, mostly the text {@code <error>}. */
    private static <T> T typed(Object value, String attribute, Class<T> kind) throws UnresolvedValueException {
        if (!kind.isInstance(value)) {
            throw new UnresolvedValueException(attribute);
        }
        return kind.cast(value);
    }
}
