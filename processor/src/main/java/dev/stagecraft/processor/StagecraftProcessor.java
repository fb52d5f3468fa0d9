package dev.stagecraft.processor;

import com.google.auto.service.AutoService;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.DslNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Generated;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Leads the rounds: blocks first, then the networks that may name them, then parts that belong to neither. */
@AutoService(Processor.class)
public final class StagecraftProcessor extends AbstractProcessor {
    private List<Deferral> steps = List.of();
    private Printer printer;
    private WeightsFiles weights;

    /** For the compiler, which finds the class by its service entry. */
    public StagecraftProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Stream.concat(
                        Stream.of(Set.of(DslNames.NETWORK, DslNames.BLOCK), DslNames.PARTS, DslNames.BLOCK_PARTS)
                                .flatMap(Set::stream)
                                .map(DslNames::qualified),
                        Stream.of(Generated.class.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Report report = new Report();
        Options options = Options.read(environment.getOptions(), report);
        printer = Printer.of(environment, options.fixes());
        report.problems().forEach(printer::print);
        Reports reports = new Reports(printer, environment.getElementUtils());
        Predicate<TypeElement> unclear = printer::leavesToCompiler;
        NetworkFiles files = new NetworkFiles(environment);
        DeclaredBlocks blocks = new DeclaredBlocks(environment.getElementUtils());
        weights = new WeightsFiles(options, environment.getElementUtils());
        NetworkJudge judge = new NetworkJudge(unclear, blocks, options, weights);
        steps = Stream.of(
                        new BlockStep(unclear, judge, blocks, reports),
                        new NetworkStep(environment.getElementUtils(), judge, blocks, options, files, reports, weights),
                        new StrayPartsStep(unclear, reports))
                .map(step -> new Deferral(step, environment))
                .toList();
    }

    /** Those given under our prefix are all ours: what is wrong with one has been said, and the compiler need not. */
    @Override
    public Set<String> getSupportedOptions() {
        return Options.names(processingEnv.getOptions());
    }

    /**
     * Claims our annotations, since a strict build warns about annotations that no processor claims. {@code @Generated} is
     * claimed only where this processor wrote every type that carries it. While a type waits for what another processor may
     * write, nothing is claimed: a processor that asks for every annotation is not called where none is left.
     */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
        Round round = new Round(annotations, environment);
        // A type that still waits when processing is over names something that nobody generated: the compiler says so.
        if (!environment.processingOver()) {
            steps.forEach(step -> step.take(round));
        } else {
            weights.unknown().forEach(printer::print);
            printer.close();
        }
        return steps.stream().noneMatch(Deferral::waits) && round.generatedByUsAlone();
    }
}
