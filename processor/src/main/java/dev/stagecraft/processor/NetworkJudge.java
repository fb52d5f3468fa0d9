package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Lowering;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.rule.DeclarationRules;
import dev.stagecraft.processor.rule.EffectRules;
import dev.stagecraft.processor.rule.JudgedBlocks;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.validate.PlanRules;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** Reads and judges networks: as they are written, or as if they had been written otherwise. */
final class NetworkJudge {
    private final Predicate<TypeElement> unclear;
    private final DeclaredBlocks blocks;
    private final Options options;
    private final WeightsFiles weights;

    /** @param unclear whether the compiler reports annotations of a type as wrong that it does not show */
    NetworkJudge(Predicate<TypeElement> unclear, DeclaredBlocks blocks, Options options, WeightsFiles weights) {
        this.unclear = unclear;
        this.blocks = blocks;
        this.options = options;
        this.weights = weights;
    }

    /**
     * What was read of a type and judged.
     *
     * @param plan where nothing was wrong
     */
    record Judged(Declaration<NetworkSpec> network, Optional<NetworkPlan> plan) {}

    /** A network as it is written; what is wrong with a block that is declared here is said with the block. */
    Judged asWritten(TypeElement type, Report report) throws UnresolvedValueException {
        Declaration<NetworkSpec> network = read(type, Changes.NONE);
        return new Judged(network, plan(type, network, blocks.judged(), report).plan());
    }

    /** All that would be said of a network, and of the blocks declared here that it names, if they were written so. */
    FixTrials.Verdict asIf(TypeElement type, Changes changes) throws UnresolvedValueException {
        Declaration<NetworkSpec> network = read(type, changes);
        Report report = new Report();
        JudgedBlocks judged = new JudgedBlocks();
        network.spec().blocks().stream()
                .filter(block -> block.declared() && isHere(block, network.positions()))
                .flatMap(block -> judged.declared(block, network.positions()::holds).problems().stream())
                .forEach(report::add);
        return new FixTrials.Verdict(report, plan(type, network, judged, report).blocks());
    }

    private static boolean isHere(CustomBlockSpec block, Positions positions) {
        Origin origin = Origin.of("").on(block.type());
        return positions.visible(origin).equals(origin);
    }

    private Declaration<NetworkSpec> read(TypeElement type, Changes changes) throws UnresolvedValueException {
        return DeclarationReader.read(type, unclear, blocks::contains, changes);
    }

    private Lowering.Lowered plan(
            TypeElement type, Declaration<NetworkSpec> network, JudgedBlocks judged, Report report) {
        Predicate<Origin> given = network.positions()::holds;
        CheckedNetwork checked = DeclarationRules.check(network.spec(), given, judged, report);
        Lowering.Lowered lowered = Lowering.lower(checked, options.trail(), report);
        lowered.plan().ifPresent(plan -> {
            PlanRules.check(plan, report);
            EffectRules.check(network.spec(), given, report);
            weights.check(type, plan, given, report);
        });
        return lowered;
    }
}
