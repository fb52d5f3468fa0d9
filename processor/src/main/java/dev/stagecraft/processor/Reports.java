package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.read.TypeName;
import dev.stagecraft.processor.spec.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Prints what was found in each type, where its developer can see it. */
final class Reports {
    /** What was not written is the preset's. */
    private static final Origin PRESET = Origin.of(DslNames.NETWORK).at("preset");

    private final Printer printer;
    private final Elements elements;
    private final Set<Said> saidOnce = new HashSet<>();

    Reports(Printer printer, Elements elements) {
        this.printer = printer;
        this.elements = elements;
    }

    /** Prints what is wrong with a type; what is wrong with the compilation of its module is found again and said once. */
    void print(List<Problem> problems, TypeElement type, Positions positions) {
        for (Problem problem : problems) {
            boolean ofTheType = problem.code() != Code.NOT_SET_UP;
            if (ofTheType || saidOnce.add(new Said(new TypeName(type, elements).module(), problem))) {
                printer.print(atItsPlace(problem, type, positions), type, positions);
            }
        }
    }

    /**
     * What a network has to say of a block stands with the block, where it is declared in this compilation, and names the
     * network; else it stands where the network names the block.
     */
    private static Problem atItsPlace(Problem problem, TypeElement type, Positions positions) {
        Origin place = positions.visible(problem.origin());
        if (!place.equals(problem.origin())) {
            return problem.pointingAt(place);
        }
        Optional<Origin> otherwise = problem.otherwise().filter(positions::holds);
        if (otherwise.isPresent() && !positions.holds(place)) {
            return problem.pointingAt(otherwise.get());
        }
        if (positions.of(place).isEmpty() && !place.annotation().isEmpty()) {
            return problem.pointingAt(PRESET);
        }
        boolean elsewhere = positions
                .of(place)
                .filter(position -> !position.type().equals(type))
                .isPresent();
        return elsewhere ? problem.inside(type.getSimpleName().toString()) : problem;
    }

    /** A problem of a whole module. */
    private record Said(String module, Problem problem) {}
}
