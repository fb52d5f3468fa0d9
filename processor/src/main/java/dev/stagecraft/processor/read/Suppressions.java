package dev.stagecraft.processor.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The warnings that a type asks not to hear, by {@code @SuppressWarnings} on itself or on a type around it. */
public final class Suppressions {
    private Suppressions() {}

    /** Whether a warning of that name is silenced on a type. */
    public static boolean silence(TypeElement type, String warning) {
        for (Element element = type; element != null; element = element.getEnclosingElement()) {
            if (names(element).contains(warning)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> names(Element element) {
        Set<String> names = new HashSet<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            TypeElement annotation = (TypeElement) mirror.getAnnotationType().asElement();
            if (annotation.getQualifiedName().contentEquals("java.lang.SuppressWarnings")) {
                mirror.getElementValues().values().forEach(value -> collect(value, names));
            }
        }
        return names;
    }

    private static void collect(AnnotationValue value, Set<String> names) {
        if (value.getValue() instanceof String name) {
            names.add(name);
        } else if (value.getValue() instanceof List<?> items) {
            items.forEach(item -> collect((AnnotationValue) item, names));
        }
    }
}
