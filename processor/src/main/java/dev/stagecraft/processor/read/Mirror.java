package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/** Typed access to one annotation's values, defaults included; explicit ones are noted with their positions. */
final class Mirror {
    private final AnnotationMirror mirror;
    private final AnnotationMirror outermost;
    private final Origin origin;
    private final Elements elements;
    private final Positions positions;

    Mirror(AnnotationMirror mirror, Origin origin, Elements elements, Positions positions) {
        this(mirror, mirror, origin, elements, positions);
        positions.note(origin, mirror, null);
    }

    private Mirror(
            AnnotationMirror mirror,
            AnnotationMirror outermost,
            Origin origin,
            Elements elements,
            Positions positions) {
        this.mirror = mirror;
        this.outermost = outermost;
        this.origin = origin;
        this.elements = elements;
        this.positions = positions;
        mirror.getElementValues()
                .forEach((method, value) ->
                        positions.note(origin.at(method.getSimpleName().toString()), outermost, value));
    }

    int integer(String attribute) throws UnresolvedValueException {
        return typed(attribute, Integer.class);
    }

    double real(String attribute) throws UnresolvedValueException {
        return typed(attribute, Double.class);
    }

    boolean flag(String attribute) throws UnresolvedValueException {
        return typed(attribute, Boolean.class);
    }

    String constant(String attribute) throws UnresolvedValueException {
        return typed(attribute, VariableElement.class).getSimpleName().toString();
    }

    Mirror nested(String attribute) throws UnresolvedValueException {
        return nested(typed(attribute, AnnotationMirror.class), attribute);
    }

    List<Mirror> nestedList(String attribute) throws UnresolvedValueException {
        List<Mirror> result = new ArrayList<>();
        for (Object item : typed(attribute, List.class)) {
            if (!(((AnnotationValue) item).getValue() instanceof AnnotationMirror nested)) {
                throw new UnresolvedValueException(attribute);
            }
            result.add(nested(nested, attribute));
        }
        return result;
    }

    private Mirror nested(AnnotationMirror nested, String attribute) {
        return new Mirror(nested, outermost, origin.at(attribute), elements, positions);
    }

    /** An annotation that does not compile holds values of other types, mostly the text {@code <error>}. */
    private <T> T typed(String attribute, Class<T> type) throws UnresolvedValueException {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                elements.getElementValuesWithDefaults(mirror).entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(attribute)
                    && type.isInstance(entry.getValue().getValue())) {
                return type.cast(entry.getValue().getValue());
            }
        }
        throw new UnresolvedValueException(attribute);
    }
}
