package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.emit.NetworkEmitter;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.TypeReader;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.remedy.Remedies;
import dev.stagecraft.processor.rule.TypeRules;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Judges declared networks, and writes a class for each that is right: read, rules, plan, rules on the plan, files. */
final class NetworkStep implements ProcessingStep {
    private final Elements elements;
    private final NetworkJudge judge;
    private final DeclaredBlocks blocks;
    private final Options options;
    private final NetworkFiles files;
    private final Reports reports;
    private final WeightsFiles weights;

    /** @param blocks every one that is declared in this compilation, met by the step before */
    NetworkStep(
            Elements elements,
            NetworkJudge judge,
            DeclaredBlocks blocks,
            Options options,
            NetworkFiles files,
            Reports reports,
            WeightsFiles weights) {
        this.elements = elements;
        this.judge = judge;
        this.blocks = blocks;
        this.options = options;
        this.files = files;
        this.reports = reports;
        this.weights = weights;
    }

    @Override
    public Set<TypeElement> types(Round round) {
        return round.annotated(DslNames.NETWORK);
    }

    @Override
    public void take(TypeElement type) throws UnresolvedValueException {
        weights.met(type);
        DeclaringType declaring = TypeReader.read(type, elements);
        Report report = new Report();
        TypeRules.check(declaring, report);
        NetworkJudge.Judged judged = judge.asWritten(type, report);
        if (report.isClean() && judged.plan().isPresent()) {
            NetworkPlan plan = judged.plan().get();
            files.write(type, NetworkEmitter.emit(declaring, plan, options.svg()), declaring, report);
        }
        NetworkSpec spec = judged.network().spec();
        List<Problem> problems = report.problems().stream()
                .map(problem -> Remedies.of(problem, spec))
                .toList();
        reports.print(
                FixTrials.of(problems, blocks.said(spec), changes -> judge.asIf(type, changes)),
                type,
                judged.network().positions());
    }
}
