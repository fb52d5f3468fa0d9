package dev.stagecraft.processor;

import dev.stagecraft.processor.read.DslNames;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Generated;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * What is annotated in one round of the compiler.
 *
 * @param annotations that types of the round carry, of those this processor asked for
 * @param environment of the compiler
 */
record Round(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
    /** The types that carry one of our annotations. */
    Set<TypeElement> annotated(String annotation) {
        return named(DslNames.qualified(annotation))
                .flatMap(found -> environment.getElementsAnnotatedWith(found).stream())
                .filter(TypeElement.class::isInstance)
                .map(TypeElement.class::cast)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether this processor wrote every type of the round that carries {@code @Generated}. */
    boolean generatedByUsAlone() {
        return named(Generated.class.getName())
                .flatMap(mark -> environment.getElementsAnnotatedWith(mark).stream())
                .flatMap(element -> element.getAnnotationMirrors().stream())
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(Generated.class.getName()))
                .allMatch(mirror -> mirror.getElementValues().values().stream()
                        .anyMatch(value -> value.toString().contains(StagecraftProcessor.class.getName())));
    }

    /** By their elements: several modules may each have a type of one name. */
    private Stream<? extends TypeElement> named(String name) {
        return annotations.stream()
                .filter(annotation -> annotation.getQualifiedName().contentEquals(name));
    }
}
