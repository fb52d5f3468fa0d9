package dev.stagecraft.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.read.Positions.Position;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.tools.Diagnostic;

/**
 * Prints at the exact value through javac's tree interface. Its messager loses the position of repeated annotations,
 * which every stage of a real network is (seen with javac 17 and 25).
 */
final class TreePrinter {
    private final Trees trees;

    TreePrinter(ProcessingEnvironment environment) {
        trees = Trees.instance(environment);
    }

    /** Prints, and says whether the position was found; it is not for a type that came from a class file. */
    boolean print(Diagnostic.Kind kind, Problem problem, Position position) {
        TreePath path = trees.getPath(position.type());
        if (path == null || !(path.getLeaf() instanceof ClassTree declaration)) {
            return false;
        }
        Optional<Tree> tree = annotation(declaration, position.origin()).map(found -> value(found, position.origin()));
        tree.ifPresent(
                found -> trees.printMessage(kind, ConsoleText.of(problem.message()), found, path.getCompilationUnit()));
        return tree.isPresent();
    }

    /**
     * Whether a type carries an annotation that the compiler does not know, or gives one an attribute that it does not have.
     * The compiler reports that itself, unless another processor writes the annotation. It shows processors nothing of what
     * was written there, so that a rule would report it as missing.
     */
    boolean misspells(TypeElement type) {
        TreePath path = trees.getPath(type);
        return path != null
                && path.getLeaf() instanceof ClassTree declaration
                && declaration.getModifiers().getAnnotations().stream().anyMatch(each -> misspells(each, path));
    }

    private boolean misspells(ExpressionTree tree, TreePath path) {
        if (tree instanceof NewArrayTree array) {
            return array.getInitializers() != null
                    && array.getInitializers().stream().anyMatch(each -> misspells(each, path));
        }
        if (!(tree instanceof AnnotationTree annotation)) {
            return false;
        }
        Element element = trees.getElement(new TreePath(path, annotation.getAnnotationType()));
        return !(element instanceof TypeElement known)
                || known.asType().getKind() == TypeKind.ERROR
                || annotation.getArguments().stream()
                        .anyMatch(each -> isUnknown(each, known) || misspells(argument(each), path));
    }

    private static boolean isUnknown(ExpressionTree argument, TypeElement annotation) {
        return argument instanceof AssignmentTree assignment
                && annotation.getEnclosedElements().stream()
                        .noneMatch(method -> method.getSimpleName()
                                .contentEquals(assignment.getVariable().toString()));
    }

    private static Optional<AnnotationTree> annotation(ClassTree declaration, Origin origin) {
        List<AnnotationTree> like = new ArrayList<>();
        for (AnnotationTree each : declaration.getModifiers().getAnnotations()) {
            collect(each, origin.annotation(), like);
        }
        return origin.index() < like.size() ? Optional.of(like.get(origin.index())) : Optional.empty();
    }

    /** Takes an annotation of that name, or those inside a container that the developer wrote. */
    private static void collect(ExpressionTree tree, String name, List<AnnotationTree> found) {
        if (tree instanceof NewArrayTree array) {
            array.getInitializers().forEach(each -> collect(each, name, found));
        } else if (tree instanceof AnnotationTree annotation) {
            String written = annotation.getAnnotationType().toString();
            String simple = written.substring(written.lastIndexOf('.') + 1);
            if (simple.equals(name)) {
                found.add(annotation);
            } else if (simple.equals(name + "s")) {
                annotation.getArguments().forEach(each -> collect(argument(each), name, found));
            }
        }
    }

    /** Follows the attribute's path as far as the source has it written out. */
    private static Tree value(AnnotationTree annotation, Origin origin) {
        Tree found = annotation;
        for (String name : origin.attribute().split("\\.|(?=\\[)", -1)) {
            if (name.startsWith("[")) {
                found = element(found, Integer.parseInt(name.substring(1, name.length() - 1)));
                continue;
            }
            if (!(found instanceof AnnotationTree holder)) {
                return found;
            }
            Optional<? extends ExpressionTree> next = holder.getArguments().stream()
                    .filter(each -> each instanceof AssignmentTree assignment
                            && assignment.getVariable().toString().equals(name))
                    .findFirst();
            if (next.isEmpty()) {
                return found;
            }
            found = argument(next.get());
        }
        return found;
    }

    /** An element of a list; a list of one may be written without braces. */
    private static Tree element(Tree list, int index) {
        return list instanceof NewArrayTree array
                        && index < array.getInitializers().size()
                ? array.getInitializers().get(index)
                : list;
    }

    private static ExpressionTree argument(ExpressionTree tree) {
        return tree instanceof AssignmentTree assignment ? assignment.getExpression() : tree;
    }
}
