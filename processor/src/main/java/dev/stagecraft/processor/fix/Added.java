package dev.stagecraft.processor.fix;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Values that an annotation gets and that were not written before, those of annotations inside it among them. */
final class Added {
    private final TypeElement annotation;
    private final Elements elements;
    private final Names names;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Added> inside = new LinkedHashMap<>();

    Added(TypeElement annotation, Elements elements, Names names) {
        this.annotation = annotation;
        this.elements = elements;
        this.names = names;
    }

    /** @param path from this annotation to the attribute, as {@link SourceTrees#segments} cuts it */
    void put(List<String> path, String text) {
        String name = path.get(0);
        List<String> rest =
                path.stream().skip(1).dropWhile(each -> each.startsWith("[")).toList();
        if (rest.isEmpty()) {
            values.put(name, text);
        } else {
            inside.computeIfAbsent(name, ignored -> new Added(type(name), elements, names))
                    .put(rest, text);
        }
    }

    /** The simple name of the type of an attribute, or of the elements of its list. */
    String typeOf(String attribute) {
        return ElementFilter.methodsIn(annotation.getEnclosedElements()).stream()
                .filter(method -> method.getSimpleName().contentEquals(attribute))
                .map(Added::simpleName)
                .findFirst()
                .orElse("");
    }

    private TypeElement type(String attribute) {
        return elements.getTypeElement(annotation.getQualifiedName().toString().replaceAll("\\w+$", typeOf(attribute)));
    }

    private static String simpleName(ExecutableElement method) {
        TypeMirror type = method.getReturnType();
        TypeMirror one = type instanceof ArrayType list ? list.getComponentType() : type;
        return one instanceof DeclaredType declared
                ? declared.asElement().getSimpleName().toString()
                : "";
    }

    /** The annotation with these values alone. */
    String annotation(String simpleName) {
        return "@" + names.of(simpleName) + "(" + list() + ")";
    }

    private String list() {
        List<String> all = new ArrayList<>();
        values.forEach((name, text) -> all.add(name + " = " + text));
        inside.forEach((name, each) -> all.add(name + " = " + each.annotation(typeOf(name))));
        return String.join(", ", all);
    }

    /** Adds them to an annotation that is written already. */
    List<TextEdit> into(SourceFile file, AnnotationTree written) {
        int start = file.start(written);
        List<? extends ExpressionTree> arguments = written.getArguments();
        if (arguments.isEmpty()) {
            int end = file.text().annotationEnd(start);
            return List.of(file.replace(file.text().nameEnd(start), end, "(" + list() + ")"));
        }
        ExpressionTree last = arguments.get(arguments.size() - 1);
        List<TextEdit> edits = new ArrayList<>();
        if (!(last instanceof AssignmentTree)) {
            edits.add(file.insert(file.start(last), "value = "));
        }
        edits.add(file.insert(file.valueEnd(last), ", " + list()));
        return edits;
    }
}
