package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.rule.BlockRules;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** Judges blocks of a developer's own where they are declared. */
final class BlockStep implements ProcessingStep {
    private final Predicate<TypeElement> unclear;
    private final Reports reports;

    /** @param unclear whether the compiler reports annotations of a type as wrong that it does not show */
    BlockStep(Predicate<TypeElement> unclear, Reports reports) {
        this.unclear = unclear;
        this.reports = reports;
    }

    @Override
    public Set<TypeElement> types(Round round) {
        return round.annotated(DslNames.BLOCK);
    }

    @Override
    public void take(TypeElement type) throws UnresolvedValueException {
        Declaration<CustomBlockSpec> block = DeclarationReader.readBlock(type, unclear);
        Report report = new Report();
        BlockRules.check(block.spec(), block.positions()::holds, report);
        reports.print(report, type, block.positions());
    }
}
