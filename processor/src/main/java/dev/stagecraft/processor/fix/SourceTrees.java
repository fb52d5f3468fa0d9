package dev.stagecraft.processor.fix;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.stagecraft.processor.read.Positions.Position;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/** Finds declared values in javac's trees. */
public final class SourceTrees {
    private SourceTrees() {}

    /**
     * A value in a file.
     *
     * @param path of the type that carries it
     * @param tree the value; what holds it, where it is a default
     */
    public record Found(TreePath path, Tree tree) {}

    /** The value at a position; empty for one that came from a class file. */
    public static Optional<Found> find(Trees trees, Position position) {
        return path(trees, position.type())
                .flatMap(path -> annotations(
                                (ClassTree) path.getLeaf(), position.origin().annotation())
                        .skip(position.origin().index())
                        .findFirst()
                        .map(written -> new Found(path, value(written.tree(), position.origin()))));
    }

    /** The path of a type; empty where it came from a class file. */
    static Optional<TreePath> path(Trees trees, TypeElement type) {
        return Optional.ofNullable(trees.getPath(type)).filter(path -> path.getLeaf() instanceof ClassTree);
    }

    /**
     * An annotation of ours on a type.
     *
     * @param tree the annotation
     * @param around the container that the developer wrote around it, if any
     */
    record Written(AnnotationTree tree, Optional<AnnotationTree> around) {}

    /** The annotations of a simple name, in their order, those inside of containers among them. */
    static Stream<Written> annotations(ClassTree declaration, String name) {
        List<Written> found = new ArrayList<>();
        for (AnnotationTree each : declaration.getModifiers().getAnnotations()) {
            collect(each, Optional.empty(), name, found);
        }
        return found.stream();
    }

    private static void collect(
            ExpressionTree tree, Optional<AnnotationTree> around, String name, List<Written> found) {
        if (tree instanceof NewArrayTree array) {
            array.getInitializers().forEach(each -> collect(each, around, name, found));
        } else if (tree instanceof AnnotationTree annotation) {
            String written = annotation.getAnnotationType().toString();
            String simple = written.substring(written.lastIndexOf('.') + 1);
            if (simple.equals(name)) {
                found.add(new Written(annotation, around));
            } else if (simple.equals(name + "s")) {
                annotation.getArguments().forEach(each -> collect(value(each), Optional.of(annotation), name, found));
            }
        }
    }

    /** Follows the attribute's path as far as the source has it written out. */
    private static Tree value(AnnotationTree annotation, Origin origin) {
        Tree found = annotation;
        for (String name : segments(origin)) {
            if (name.startsWith("[")) {
                found = element(found, index(name)).orElse(found);
                continue;
            }
            if (!(found instanceof AnnotationTree holder)) {
                return found;
            }
            Optional<ExpressionTree> next = argument(holder, name);
            if (next.isEmpty()) {
                return found;
            }
            found = value(next.get());
        }
        return found;
    }

    /** The parts of an attribute's path, as in {@code pool}, {@code [0]}, {@code size}; none for an annotation as a whole. */
    static List<String> segments(Origin origin) {
        return origin.attribute().isEmpty()
                ? List.of()
                : List.of(origin.attribute().split("\\.|(?=\\[)", -1));
    }

    /** The number in a segment such as {@code [0]}. */
    static int index(String segment) {
        return Integer.parseInt(segment.substring(1, segment.length() - 1));
    }

    /** An argument of an annotation by its attribute's name; {@code value} may be left out. */
    static Optional<ExpressionTree> argument(AnnotationTree annotation, String name) {
        return annotation.getArguments().stream()
                .<ExpressionTree>map(each -> each)
                .filter(each -> each instanceof AssignmentTree assignment
                        ? assignment.getVariable().toString().equals(name)
                        : name.equals("value"))
                .findFirst();
    }

    /** An element of a list; a list of one may be written without braces. */
    static Optional<Tree> element(Tree list, int index) {
        if (!(list instanceof NewArrayTree array)) {
            return index == 0 ? Optional.of(list) : Optional.empty();
        }
        return index < array.getInitializers().size()
                ? Optional.of(array.getInitializers().get(index))
                : Optional.empty();
    }

    /** What an argument gives its attribute. */
    static ExpressionTree value(ExpressionTree argument) {
        return argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
    }
}
