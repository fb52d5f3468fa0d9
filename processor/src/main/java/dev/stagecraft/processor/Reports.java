package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.read.TypeName;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Prints what was found in each type, and once what is found again with several. */
final class Reports {
    private final Printer printer;
    private final Elements elements;
    private final Set<Said> saidOnce = new HashSet<>();

    Reports(Printer printer, Elements elements) {
        this.printer = printer;
        this.elements = elements;
    }

    /** Faults of a block that several networks use, and of the whole compilation, are found again and said once. */
    void print(Report report, TypeElement type, Positions positions) {
        for (Problem problem : report.problems()) {
            boolean ofThisType = problem.origin().type().isEmpty() && problem.code() != Code.NOT_SET_UP;
            TypeElement owner =
                    positions.of(problem.origin()).map(Positions.Position::type).orElse(type);
            if (ofThisType || saidOnce.add(new Said(new TypeName(owner, elements).module(), problem))) {
                printer.print(problem, type, positions);
            }
        }
    }

    /** A problem that may be found again, with the module of the type that has it. */
    private record Said(String module, Problem problem) {}
}
