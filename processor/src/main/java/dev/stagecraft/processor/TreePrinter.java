package dev.stagecraft.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.fix.SourceTrees;
import dev.stagecraft.processor.read.Positions.Position;
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
        Optional<SourceTrees.Found> found = SourceTrees.find(trees, position);
        found.ifPresent(at -> trees.printMessage(
                kind, ConsoleText.of(problem.message()), at.tree(), at.path().getCompilationUnit()));
        return found.isPresent();
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

    private static ExpressionTree argument(ExpressionTree tree) {
        return tree instanceof AssignmentTree assignment ? assignment.getExpression() : tree;
    }
}
