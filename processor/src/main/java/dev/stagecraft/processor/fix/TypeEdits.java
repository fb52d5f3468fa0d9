package dev.stagecraft.processor.fix;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The edits of one fix on one type; what they add to an annotation is written together. */
final class TypeEdits {
    private final SourceFile file;
    private final ClassTree declaration;
    private final Elements elements;
    private final Names names;
    private final List<TextEdit> written = new ArrayList<>();
    private final Map<Tree, Removal> removed = new LinkedHashMap<>();
    private final Map<AnnotationTree, Added> added = new LinkedHashMap<>();
    private final Map<String, Added> annotations = new LinkedHashMap<>();

    TypeEdits(SourceFile file, TreePath path, TypeElement type, Elements elements) {
        this.file = file;
        this.declaration = (ClassTree) path.getLeaf();
        this.elements = elements;
        this.names = new Names(elements, file.unit(), type);
    }

    /** Takes an edit, and says whether it can be written. */
    boolean add(Edit edit) {
        if (edit instanceof Edit.Set set) {
            return set(set.attribute(), names.in(set.text()));
        }
        if (edit instanceof Edit.Remove remove) {
            return remove(remove.what());
        }
        if (edit instanceof Edit.Add add) {
            written.add(annotation(names.in(add.annotation())));
            return true;
        }
        return Declarations.edit(file, declaration, ((Edit.Declare) edit).how(), written);
    }

    /** All edits. */
    List<TextEdit> written() {
        List<TextEdit> all = new ArrayList<>(written);
        removed.values().forEach(each -> all.addAll(each.edits(file)));
        added.forEach((annotation, values) -> all.addAll(values.into(file, annotation)));
        StringBuilder lines = new StringBuilder();
        annotations.forEach((name, values) -> lines.append(newLine()).append(values.annotation(name)));
        if (lines.length() > 0) {
            all.add(file.insert(lastAnnotationEnd(), lines.toString()));
        }
        return all;
    }

    private boolean set(Origin attribute, String text) {
        Optional<AnnotationTree> start = find(attribute).map(SourceTrees.Written::tree);
        List<String> path = SourceTrees.segments(attribute);
        if (start.isEmpty()) {
            boolean canBeAdded = attribute.index() == 0;
            if (canBeAdded) {
                annotations.computeIfAbsent(attribute.annotation(), this::added).put(path, text);
            }
            return canBeAdded;
        }
        String name = attribute.annotation();
        AnnotationTree holder = start.get();
        for (int i = 0; ; ) {
            Optional<Tree> value = SourceTrees.argument(holder, path.get(i)).map(SourceTrees::value);
            if (value.isEmpty()) {
                String annotation = name;
                added.computeIfAbsent(holder, ignored -> added(annotation)).put(path.subList(i, path.size()), text);
                return true;
            }
            name = added(name).typeOf(path.get(i));
            for (i++; i < path.size() && path.get(i).startsWith("[") && value.isPresent(); i++) {
                value = SourceTrees.element(value.get(), SourceTrees.index(path.get(i)));
            }
            if (value.isEmpty()) {
                return false;
            }
            if (i == path.size()) {
                written.add(file.replace(file.start(value.get()), file.valueEnd(value.get()), text));
                return true;
            }
            if (!(value.get() instanceof AnnotationTree inner)) {
                return false;
            }
            holder = inner;
        }
    }

    private Added added(String annotation) {
        return new Added(elements.getTypeElement(DslNames.qualified(annotation)), elements, names);
    }

    private boolean remove(Origin what) {
        Optional<SourceTrees.Written> start = find(what);
        if (start.isEmpty()) {
            return false;
        }
        List<String> path = SourceTrees.segments(what);
        AnnotationTree holder = start.get().tree();
        if (path.isEmpty()) {
            return removeAnnotation(start.get());
        }
        for (int i = 0; ; i++) {
            Optional<ExpressionTree> argument = SourceTrees.argument(holder, path.get(i));
            if (argument.isEmpty()) {
                return false;
            }
            if (i == path.size() - 1) {
                removed.computeIfAbsent(holder, Removal::new).add(argument.get());
                return true;
            }
            Tree value = SourceTrees.value(argument.get());
            if (path.get(i + 1).startsWith("[")) {
                i++;
                Optional<Tree> element = SourceTrees.element(value, SourceTrees.index(path.get(i)));
                if (element.isEmpty()) {
                    return false;
                }
                if (i == path.size() - 1) {
                    return removeElement(value, element.get());
                }
                value = element.get();
            }
            if (!(value instanceof AnnotationTree inner)) {
                return false;
            }
            holder = inner;
        }
    }

    private boolean removeElement(Tree list, Tree element) {
        if (list instanceof NewArrayTree) {
            removed.computeIfAbsent(list, Removal::new).add(element);
        } else {
            written.add(file.replace(file.start(element), file.valueEnd(element), "{}"));
        }
        return true;
    }

    private boolean removeAnnotation(SourceTrees.Written annotation) {
        if (annotation.around().isPresent()) {
            Optional<Tree> list =
                    SourceTrees.argument(annotation.around().get(), "value").map(SourceTrees::value);
            return list.isPresent() && removeElement(list.get(), annotation.tree());
        }
        int start = file.start(annotation.tree());
        int[] part = file.text().withLine(start, file.text().annotationEnd(start));
        written.add(file.replace(part[0], part[1], ""));
        return true;
    }

    private Optional<SourceTrees.Written> find(Origin origin) {
        return SourceTrees.annotations(declaration, origin.annotation())
                .skip(origin.index())
                .findFirst();
    }

    private TextEdit annotation(String text) {
        return file.insert(lastAnnotationEnd(), newLine() + text);
    }

    private String newLine() {
        return file.text().lineEnd() + file.text().indentation(file.start(declaration));
    }

    /** A type that is told of carries one of our annotations. */
    private int lastAnnotationEnd() {
        List<? extends AnnotationTree> all = declaration.getModifiers().getAnnotations();
        return file.text().annotationEnd(file.start(all.get(all.size() - 1)));
    }
}
