package dev.stagecraft.processor.fix;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Fix;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Where problems stand in the sources that a compilation reads, and the edits there that fix them. */
final class SourceEdits {
    private final Trees trees;
    private final Elements elements;
    private final Map<CompilationUnitTree, SourceFile> files = new HashMap<>();

    SourceEdits(ProcessingEnvironment environment) {
        trees = Trees.instance(environment);
        elements = environment.getElementUtils();
    }

    /**
     * Where a problem stands.
     *
     * @param network the type that was read
     * @param positions of the values that were read
     */
    FixesFile.Place place(Problem problem, TypeElement network, Positions positions) {
        Optional<Positions.Position> position = positions.of(problem.origin());
        Optional<SourceTrees.Found> found = position.flatMap(each -> SourceTrees.find(trees, each));
        if (found.isPresent()) {
            SourceFile file = file(found.get().path());
            Tree tree = found.get().tree();
            return new FixesFile.Place(file.name(), file.line(tree), file.column(tree));
        }
        return SourceTrees.path(trees, network)
                .map(path -> new FixesFile.Place(file(path).name(), 0, 0))
                .orElse(FixesFile.Place.NONE);
    }

    /** A file is read once, however many problems stand in it. */
    private SourceFile file(TreePath path) {
        return files.computeIfAbsent(path.getCompilationUnit(), unit -> new SourceFile(trees, unit));
    }

    /**
     * The edits of every fix of a problem that can be written in full.
     *
     * @param network the type that was read
     * @param positions of the values that were read
     */
    List<List<TextEdit>> fixes(Problem problem, TypeElement network, Positions positions) {
        return problem.fixes().stream()
                .map(fix -> edits(fix, network, positions))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Optional<List<TextEdit>> edits(Fix fix, TypeElement network, Positions positions) {
        Map<TypeElement, TypeEdits> byType = new LinkedHashMap<>();
        for (Edit edit : fix.edits()) {
            Optional<TypeElement> type = type(edit, network, positions);
            Optional<TypeEdits> edits = type.flatMap(each -> edits(each, byType));
            if (edits.isEmpty() || !edits.get().add(edit)) {
                return Optional.empty();
            }
        }
        List<TextEdit> all = new ArrayList<>();
        byType.values().forEach(each -> all.addAll(each.written()));
        all.sort((left, right) -> left.file().equals(right.file())
                ? Integer.compare(left.start(), right.start())
                : left.file().compareTo(right.file()));
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i - 1).overlaps(all.get(i))) {
                return Optional.empty();
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private Optional<TypeEdits> edits(TypeElement type, Map<TypeElement, TypeEdits> byType) {
        if (!byType.containsKey(type)) {
            SourceTrees.path(trees, type)
                    .ifPresent(path -> byType.put(type, new TypeEdits(file(path), path, type, elements)));
        }
        return Optional.ofNullable(byType.get(type));
    }

    private Optional<TypeElement> type(Edit edit, TypeElement network, Positions positions) {
        if (edit instanceof Edit.Set set) {
            return owner(set.attribute(), network, positions);
        }
        if (edit instanceof Edit.Remove remove) {
            return owner(remove.what(), network, positions);
        }
        if (edit instanceof Edit.Add add) {
            return owner(Origin.of("").on(add.type()), network, positions);
        }
        String name = ((Edit.Declare) edit).type();
        Element around = network;
        while (around instanceof TypeElement && !around.getSimpleName().contentEquals(name)) {
            around = around.getEnclosingElement();
        }
        return around instanceof TypeElement type ? Optional.of(type) : Optional.empty();
    }

    private Optional<TypeElement> owner(Origin origin, TypeElement network, Positions positions) {
        if (origin.type().isEmpty()) {
            return Optional.of(network);
        }
        return positions
                .of(new Origin(origin.type(), origin.annotation(), origin.index(), ""))
                .map(Positions.Position::type)
                .or(() -> network.getQualifiedName().contentEquals(origin.type())
                        ? Optional.of(network)
                        : Optional.ofNullable(elements.getTypeElement(origin.type())));
    }
}
