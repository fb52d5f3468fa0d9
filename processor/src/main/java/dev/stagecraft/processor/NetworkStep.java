package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.emit.NetworkEmitter;
import dev.stagecraft.processor.plan.Lowering;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.read.TypeReader;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.remedy.Remedies;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.rule.DeclarationRules;
import dev.stagecraft.processor.rule.EffectRules;
import dev.stagecraft.processor.rule.TypeRules;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.validate.PlanRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Judges declared networks, and writes a class for each that is right: read, rules, plan, rules on the plan, files. */
final class NetworkStep implements ProcessingStep {
    private final Elements elements;
    private final Predicate<TypeElement> unclear;
    private final BlockStep blocks;
    private final Options options;
    private final NetworkFiles files;
    private final Reports reports;

    /**
     * @param unclear whether the compiler reports annotations of a type as wrong that it does not show
     * @param blocks the step before, which has met every block that is declared in this compilation
     */
    NetworkStep(
            Elements elements,
            Predicate<TypeElement> unclear,
            BlockStep blocks,
            Options options,
            NetworkFiles files,
            Reports reports) {
        this.elements = elements;
        this.unclear = unclear;
        this.blocks = blocks;
        this.options = options;
        this.files = files;
        this.reports = reports;
    }

    @Override
    public Set<TypeElement> types(Round round) {
        return round.annotated(DslNames.NETWORK);
    }

    @Override
    public void take(TypeElement type) throws UnresolvedValueException {
        DeclaringType declaring = TypeReader.read(type, elements);
        Judged judged = judge(type, declaring, Changes.NONE);
        Report report = judged.report();
        if (report.isClean() && judged.plan().isPresent()) {
            NetworkPlan plan = judged.plan().get();
            files.write(type, NetworkEmitter.emit(declaring, plan, options.svg()), declaring, report);
        }
        List<Problem> problems = report.problems().stream()
                .map(problem -> Remedies.of(problem, judged.network().spec()))
                .toList();
        FixTrials.Judge again = changes -> judge(type, declaring, changes).report();
        long blocks = judged.network().spec().stages().stream()
                .mapToLong(StageSpec::blocks)
                .sum();
        reports.print(
                FixTrials.of(problems, blocks, again), type, judged.network().positions());
    }

    /**
     * What was read of a type and judged.
     *
     * @param plan where nothing was wrong
     */
    private record Judged(Declaration<NetworkSpec> network, Optional<NetworkPlan> plan, Report report) {}

    /** @param changes that the type is read with, as if they had been written */
    private Judged judge(TypeElement type, DeclaringType declaring, Changes changes) throws UnresolvedValueException {
        Declaration<NetworkSpec> network = DeclarationReader.read(type, unclear, blocks::declares, changes);
        Positions positions = network.positions();
        Report report = new Report();
        if (changes.equals(Changes.NONE)) {
            // How the type is declared hides no fault from a trial of values.
            TypeRules.check(declaring, report);
        }
        CheckedNetwork checked = DeclarationRules.check(network.spec(), positions::holds, blocks.judged(), report);
        Optional<NetworkPlan> plan = Lowering.lower(checked, options.trail(), report);
        plan.ifPresent(lowered -> {
            PlanRules.check(lowered, report);
            EffectRules.check(network.spec(), positions::holds, report);
        });
        return new Judged(network, plan, report);
    }
}
