package dev.stagecraft.processor;

import com.google.auto.service.AutoService;
import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.emit.GeneratedNetwork;
import dev.stagecraft.processor.emit.NetworkEmitter;
import dev.stagecraft.processor.plan.CustomBlockRules;
import dev.stagecraft.processor.plan.Lowering;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.TypeReader;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.validate.Budgets;
import dev.stagecraft.processor.validate.Contradictions;
import dev.stagecraft.processor.validate.PassedOver;
import dev.stagecraft.processor.validate.TypeRules;
import dev.stagecraft.processor.validate.WithoutEffect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Reads annotated types, lowers them to plans, reports what is wrong and writes a class for each plan that is right.
 */
@AutoService(Processor.class)
public final class StagecraftProcessor extends AbstractProcessor {
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> waitingBlocks = new LinkedHashSet<>();
    private final Set<Problem> saidOnce = new HashSet<>();
    private final Map<String, String> made = new HashMap<>();
    private Printer printer;
    private Options options;

    /** For the compiler, which finds the class by its service entry. */
    public StagecraftProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Stream.of(Set.of(DslNames.NETWORK, DslNames.BLOCK), DslNames.PARTS, DslNames.BLOCK_PARTS)
                .flatMap(Set::stream)
                .map(DslNames::qualified)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        printer = Printer.of(environment);
        Report report = new Report();
        options = Options.read(environment.getOptions(), report);
        report.problems().forEach(printer::print);
    }

    /** Those given under our prefix are all ours: what is wrong with one has been said, and the compiler need not. */
    @Override
    public Set<String> getSupportedOptions() {
        return Options.names(processingEnv.getOptions());
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        // A type that still waits when processing is over names something that nobody generated: the compiler says so.
        if (!round.processingOver()) {
            each(round, DslNames.BLOCK, waitingBlocks, this::checkBlock);
            each(round, DslNames.NETWORK, waiting, this::declare);
            reportStrayParts(round, DslNames.PARTS, DslNames.NETWORK);
            reportStrayParts(round, DslNames.BLOCK_PARTS, DslNames.BLOCK);
        }
        return false;
    }

    /** Reads every type with an annotation, and those that waited; they may have to wait again. */
    private void each(RoundEnvironment round, String annotation, Set<String> waiters, Reading reading) {
        Set<String> names = new LinkedHashSet<>(waiters);
        waiters.clear();
        annotated(round, annotation)
                .forEach(type -> names.add(type.getQualifiedName().toString()));
        for (String name : names) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
            guarded(type, () -> {
                try {
                    reading.read(type);
                } catch (UnresolvedValueException e) {
                    waiters.add(name);
                }
            });
        }
    }

    /** What is done with an annotated type. */
    @FunctionalInterface
    private interface Reading {
        void read(TypeElement type) throws UnresolvedValueException;
    }

    private void checkBlock(TypeElement type) throws UnresolvedValueException {
        Declaration<CustomBlockSpec> declaration = DeclarationReader.readBlock(type);
        Report report = new Report();
        new CustomBlockRules(report).check(declaration.spec());
        if (report.isClean()) {
            WithoutEffect.check(declaration.spec(), declaration.positions()::holds, report);
        }
        print(report, type, declaration);
    }

    private void declare(TypeElement type) throws UnresolvedValueException {
        Declaration<NetworkSpec> declaration = DeclarationReader.read(type);
        Report report = new Report();
        DeclaringType typeSpec = TypeReader.read(type, processingEnv.getElementUtils());
        TypeRules.check(typeSpec, report);
        Contradictions.check(declaration.spec(), report);
        Optional<NetworkPlan> plan =
                Lowering.lower(declaration.spec(), declaration.positions()::holds, options.trail(), report);
        plan.ifPresent(network -> {
            Budgets.check(network, report);
            PassedOver.check(network, report);
            WithoutEffect.check(declaration.spec(), declaration.positions()::holds, report);
        });
        if (report.isClean()) {
            write(
                    type,
                    NetworkEmitter.emit(typeSpec, plan.orElseThrow(), ProcessorVersion.current(), options.svg()),
                    typeSpec,
                    report);
        }
        print(report, type, declaration);
    }

    /** Faults of a block that several networks use, and of the whole compilation, are found again and said once. */
    private void print(Report report, TypeElement type, Declaration<?> declaration) {
        for (Problem problem : report.problems()) {
            boolean ofThisType = problem.origin().type().isEmpty() && problem.code() != Code.NOT_SET_UP;
            if (ofThisType || saidOnce.add(problem)) {
                printer.print(problem, type, declaration.positions());
            }
        }
    }

    private void write(TypeElement type, GeneratedNetwork network, DeclaringType typeSpec, Report report) {
        String name = typeSpec.generatedName();
        String other = made.putIfAbsent(name, typeSpec.binaryName().replace('$', '.'));
        if (other != null) {
            TypeRules.nameTaken(typeSpec, name, "so is that of " + other, report);
            return;
        }
        try {
            network.writeTo(processingEnv.getFiler(), type);
        } catch (FilerException e) {
            boolean isType = processingEnv.getElementUtils().getTypeElement(name) != null;
            TypeRules.nameTaken(
                    typeSpec,
                    isType ? name : network.tableName(),
                    "a " + (isType ? "type" : "file") + " of that name exists",
                    report);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + name, e);
        }
    }

    private void reportStrayParts(RoundEnvironment round, Set<String> parts, String owner) {
        for (String part : new TreeSet<>(parts)) {
            for (TypeElement type : annotated(round, part)) {
                if (!annotated(round, owner).contains(type)) {
                    guarded(type, () -> {
                        Report report = new Report();
                        TypeRules.strayPart(type.getSimpleName().toString(), part, owner, report);
                        report.problems().forEach(problem -> printer.error(problem, type, part));
                    });
                }
            }
        }
    }

    private Set<TypeElement> annotated(RoundEnvironment round, String annotation) {
        TypeElement element = processingEnv.getElementUtils().getTypeElement(DslNames.qualified(annotation));
        return element == null
                ? Set.of()
                : round.getElementsAnnotatedWith(element).stream()
                        .filter(TypeElement.class::isInstance)
                        .map(TypeElement.class::cast)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A fault of ours is said aloud, with the type that showed it, and never ends the compiler. */
    private void guarded(Element type, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "[" + Code.INTERNAL.id() + "] " + type + ": internal error of Stagecraft "
                                    + ProcessorVersion.current() + "; please report it with this trace:\n" + trace,
                            type);
        }
    }
}
