package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.TypeName;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.rule.JudgedBlocks;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Judges blocks of a developer's own where they are declared. */
final class BlockStep implements ProcessingStep {
    private final Predicate<TypeElement> unclear;
    private final Elements elements;
    private final Reports reports;
    private final Set<TypeName> declared = new HashSet<>();
    private final JudgedBlocks judged = new JudgedBlocks();

    /** @param unclear whether the compiler reports annotations of a type as wrong that it does not show */
    BlockStep(Elements elements, Predicate<TypeElement> unclear, Reports reports) {
        this.elements = elements;
        this.unclear = unclear;
        this.reports = reports;
    }

    @Override
    public Set<TypeElement> types(Round round) {
        Set<TypeElement> types = round.annotated(DslNames.BLOCK);
        types.forEach(type -> declared.add(new TypeName(type, elements)));
        return types;
    }

    /** Whether a type is a block that is declared in this compilation. */
    boolean declares(TypeElement type) {
        return declared.contains(new TypeName(type, elements));
    }

    /** The blocks met so far. */
    JudgedBlocks judged() {
        return judged;
    }

    @Override
    public void take(TypeElement type) throws UnresolvedValueException {
        Declaration<CustomBlockSpec> block = DeclarationReader.readBlock(type, unclear);
        Report report = judged.declared(block.spec(), block.positions()::holds);
        reports.print(report.problems(), type, block.positions());
    }
}
