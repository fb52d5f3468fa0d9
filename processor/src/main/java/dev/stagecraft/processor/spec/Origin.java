package dev.stagecraft.processor.spec;

/**
 * Where a declared value stands.
 *
 * @param type qualified name of the type that carries the annotation; empty for the network's own
 * @param annotation simple name of the annotation, as in {@code ResidualStage}
 * @param index which of its like on the type, from 0
 * @param attribute path of the attribute, as in {@code norm.epsilon} or {@code pool[0].size}; empty for the annotation as a whole
 */
public record Origin(String type, String annotation, int index, String attribute) {
    /** The annotation as a whole, where the network's type carries it once. */
    public static Origin of(String annotation) {
        return of(annotation, 0);
    }

    /** One of several annotations on the network's type. */
    public static Origin of(String annotation, int index) {
        return new Origin("", annotation, index, "");
    }

    /** The same annotation on another type, such as a block of the developer's own. */
    public Origin on(String otherType) {
        return new Origin(otherType, annotation, index, attribute);
    }

    /** An attribute of this origin. */
    public Origin at(String name) {
        return new Origin(type, annotation, index, attribute.isEmpty() ? name : attribute + "." + name);
    }

    /** The annotation that it stands in, as a whole. */
    public Origin whole() {
        return new Origin(type, annotation, index, "");
    }

    /** Whether it is a value or lies inside of it. */
    public boolean isIn(Origin outer) {
        return on(outer.type).equals(this)
                && annotation.equals(outer.annotation)
                && index == outer.index
                && (outer.attribute.isEmpty()
                        || attribute.equals(outer.attribute)
                        || attribute.startsWith(outer.attribute + ".")
                        || attribute.startsWith(outer.attribute + "["));
    }

    /** An element of the list that this attribute holds, counted from 0; a value that stands for itself is element 0. */
    public Origin item(int element) {
        return new Origin(type, annotation, index, attribute + "[" + element + "]");
    }
}
