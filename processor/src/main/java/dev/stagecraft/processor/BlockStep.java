package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.remedy.Remedies;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** Judges blocks of a developer's own where they are declared. */
final class BlockStep implements ProcessingStep {
    private final Predicate<TypeElement> unclear;
    private final NetworkJudge judge;
    private final DeclaredBlocks blocks;
    private final Reports reports;
    private Set<TypeElement> networks = Set.of();

    /** @param unclear whether the compiler reports annotations of a type as wrong that it does not show */
    BlockStep(Predicate<TypeElement> unclear, NetworkJudge judge, DeclaredBlocks blocks, Reports reports) {
        this.unclear = unclear;
        this.judge = judge;
        this.blocks = blocks;
        this.reports = reports;
    }

    @Override
    public Set<TypeElement> types(Round round) {
        networks = round.annotated(DslNames.NETWORK);
        Set<TypeElement> types = round.annotated(DslNames.BLOCK);
        blocks.add(types);
        return types;
    }

    @Override
    public void take(TypeElement type) throws UnresolvedValueException {
        Declaration<CustomBlockSpec> block = DeclarationReader.readBlock(type, unclear);
        Report report = blocks.judged().declared(block.spec(), block.positions()::holds);
        List<Problem> problems = tried(report.problems(), block.spec());
        blocks.say(block.spec(), problems);
        reports.print(problems, type, block.positions());
    }

    /** What fixes a block must fit to the networks of the round that name it: each takes away what does not. */
    private List<Problem> tried(List<Problem> problems, CustomBlockSpec block) throws UnresolvedValueException {
        List<Naming> all = problems.isEmpty() ? List.of() : naming(block);
        List<Problem> left =
                all.isEmpty() ? problems : remedies(problems, all.get(0).spec());
        for (Naming each : all) {
            left = FixTrials.of(left, each.problems(), changes -> judge.asIf(each.type(), changes));
        }
        return left;
    }

    /**
     * A network that names the block.
     *
     * @param problems of the network itself, and of further blocks that it names
     */
    private record Naming(TypeElement type, NetworkSpec spec, List<Problem> problems) {}

    private List<Naming> naming(CustomBlockSpec block) {
        List<Naming> naming = new ArrayList<>();
        for (TypeElement network : networks) {
            try {
                Report report = new Report();
                NetworkSpec spec = judge.asWritten(network, report).network().spec();
                if (spec.blocks().contains(block)) {
                    List<Problem> beside = new ArrayList<>(remedies(report.problems(), spec));
                    beside.addAll(blocks.said(spec));
                    naming.add(new Naming(network, spec, beside));
                }
            } catch (UnresolvedValueException e) {
                // Its own step waits for what it names.
            }
        }
        return naming;
    }

    private static List<Problem> remedies(List<Problem> problems, NetworkSpec spec) {
        return problems.stream().map(problem -> Remedies.of(problem, spec)).toList();
    }
}
