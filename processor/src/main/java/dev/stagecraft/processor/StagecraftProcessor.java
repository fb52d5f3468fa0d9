package dev.stagecraft.processor;

import com.google.auto.service.AutoService;
import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.emit.GeneratedNetwork;
import dev.stagecraft.processor.emit.GeneratedNetwork.NameTakenException;
import dev.stagecraft.processor.emit.GeneratedNetwork.NotWrittenException;
import dev.stagecraft.processor.emit.NetworkEmitter;
import dev.stagecraft.processor.plan.Lowering;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.read.TypeName;
import dev.stagecraft.processor.read.TypeReader;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.rule.BlockRules;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.rule.DeclarationRules;
import dev.stagecraft.processor.rule.EffectRules;
import dev.stagecraft.processor.rule.FileProblems;
import dev.stagecraft.processor.rule.StrayParts;
import dev.stagecraft.processor.rule.TypeRules;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.validate.Budgets;
import dev.stagecraft.processor.validate.PassedOver;
import dev.stagecraft.processor.validate.SingleValues;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Generated;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Reads annotated types, lowers them to plans, reports what is wrong and writes a class for each plan that is right.
 */
@AutoService(Processor.class)
public final class StagecraftProcessor extends AbstractProcessor {
    private static final Map<String, Set<String>> OWNERS =
            new TreeMap<>(Map.of(DslNames.NETWORK, DslNames.PARTS, DslNames.BLOCK, DslNames.BLOCK_PARTS));

    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private final Set<Waiter> waitingBlocks = new LinkedHashSet<>();
    private final Set<Waiter> waitingParts = new LinkedHashSet<>();
    private final Set<Said> saidOnce = new HashSet<>();
    private final Map<TypeName, String> made = new HashMap<>();
    private Printer printer;
    private Options options;

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

    /**
     * Claims our annotations, since a strict build warns about annotations that no processor claims. {@code @Generated} is
     * claimed only where this processor wrote every type that carries it. While a type waits for what another processor may
     * write, nothing is claimed: a processor that asks for every annotation is not called where none is left.
     */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        // A type that still waits when processing is over names something that nobody generated: the compiler says so.
        if (!round.processingOver()) {
            each(annotated(annotations, round, DslNames.BLOCK), waitingBlocks, this::checkBlock);
            each(annotated(annotations, round, DslNames.NETWORK), waiting, this::declare);
            each(strays(annotations, round), waitingParts, this::reportStrayParts);
        }
        return Stream.of(waiting, waitingBlocks, waitingParts).allMatch(Set::isEmpty) && onlyOurs(annotations, round);
    }

    private static boolean onlyOurs(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return named(annotations, Generated.class.getName())
                .flatMap(mark -> round.getElementsAnnotatedWith(mark).stream())
                .flatMap(element -> element.getAnnotationMirrors().stream())
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(Generated.class.getName()))
                .allMatch(mirror -> mirror.getElementValues().values().stream()
                        .anyMatch(value -> value.toString().contains(StagecraftProcessor.class.getName())));
    }

    /** Reads every type with an annotation, and those that waited; they may have to wait again. */
    private void each(Set<TypeElement> annotated, Set<Waiter> waiters, Reading reading) {
        Set<TypeElement> types = new LinkedHashSet<>();
        for (Waiter waiter : waiters) {
            // The compiler may have read its source again since.
            types.add(waiter.name().find(processingEnv.getElementUtils()).orElse(waiter.type()));
        }
        types.addAll(annotated);
        waiters.clear();
        for (TypeElement type : types) {
            guarded(type, () -> {
                try {
                    reading.read(type);
                } catch (UnresolvedValueException e) {
                    waiters.add(new Waiter(name(type), type));
                }
            });
        }
    }

    private TypeName name(TypeElement type) {
        return new TypeName(type, processingEnv.getElementUtils());
    }

    /** A type that cannot be read yet. */
    private record Waiter(TypeName name, TypeElement type) {}

    /** A problem that may be found again, with the module of the type that has it. */
    private record Said(String module, Problem problem) {}

    /** What is done with an annotated type. */
    @FunctionalInterface
    private interface Reading {
        void read(TypeElement type) throws UnresolvedValueException;
    }

    private void checkBlock(TypeElement type) throws UnresolvedValueException {
        Declaration<CustomBlockSpec> declaration = DeclarationReader.readBlock(type, printer::leavesToCompiler);
        Report report = new Report();
        BlockRules.check(declaration.spec(), declaration.positions()::holds, report);
        print(report, type, declaration);
    }

    private void declare(TypeElement type) throws UnresolvedValueException {
        Declaration<NetworkSpec> declaration = DeclarationReader.read(type, printer::leavesToCompiler);
        Report report = new Report();
        DeclaringType typeSpec = TypeReader.read(type, processingEnv.getElementUtils());
        TypeRules.check(typeSpec, report);
        CheckedNetwork checked = DeclarationRules.check(
                declaration.spec(),
                declaration.positions()::holds,
                block -> isRight(block, declaration.positions(), report),
                report);
        Optional<NetworkPlan> plan = Lowering.lower(checked, options.trail(), report);
        plan.ifPresent(network -> {
            Budgets.check(network, report);
            SingleValues.check(network, report);
            PassedOver.check(network, report);
            EffectRules.check(declaration.spec(), declaration.positions()::holds, report);
        });
        if (report.isClean()) {
            write(type, NetworkEmitter.emit(typeSpec, plan.orElseThrow(), options.svg()), typeSpec, report);
        }
        print(report, type, declaration);
    }

    /** Reports what is wrong with a block that a network names; its warnings are said where it is declared. */
    private static boolean isRight(CustomBlockSpec block, Positions positions, Report report) {
        Report ofBlock = new Report();
        BlockRules.check(block, positions::holds, ofBlock);
        if (!ofBlock.isClean()) {
            ofBlock.problems().forEach(report::add);
        }
        return ofBlock.isClean();
    }

    /** Faults of a block that several networks use, and of the whole compilation, are found again and said once. */
    private void print(Report report, TypeElement type, Declaration<?> declaration) {
        for (Problem problem : report.problems()) {
            boolean ofThisType = problem.origin().type().isEmpty() && problem.code() != Code.NOT_SET_UP;
            TypeElement owner = declaration
                    .positions()
                    .of(problem.origin())
                    .map(Positions.Position::type)
                    .orElse(type);
            if (ofThisType || saidOnce.add(new Said(name(owner).module(), problem))) {
                printer.print(problem, type, declaration.positions());
            }
        }
    }

    private void write(TypeElement type, GeneratedNetwork network, DeclaringType typeSpec, Report report) {
        TypeName name = name(type).beside(typeSpec.generatedName());
        String other = made.putIfAbsent(name, typeSpec.binaryName().replace('$', '.'));
        if (other != null) {
            report.add(FileProblems.nameTaken(typeSpec, name.type(), "so is that of " + other));
            return;
        }
        if (name.isPackage(processingEnv.getElementUtils())) {
            report.add(FileProblems.nameTaken(typeSpec, name.type(), "a package of that name exists"));
            return;
        }
        try {
            writeIntoModule(type, network, name);
        } catch (NameTakenException e) {
            boolean isType = e.file().endsWith(".java");
            report.add(FileProblems.nameTaken(
                    typeSpec,
                    isType ? name.type() : e.file(),
                    "a " + (isType ? "type" : "file") + " of that name exists"));
        } catch (NotWrittenException e) {
            report.add(FileProblems.notWritten(typeSpec, e.file(), e.reason()));
        }
    }

    /** A compiler of several modules must be told which one; build tools accept no such name where there is only one. */
    private void writeIntoModule(TypeElement type, GeneratedNetwork network, TypeName name)
            throws NameTakenException, NotWrittenException {
        try {
            network.writeTo(processingEnv.getFiler(), "", type);
        } catch (NameTakenException first) {
            if (name.module().isEmpty()) {
                throw first;
            }
            try {
                network.writeTo(processingEnv.getFiler(), name.module(), type);
            } catch (NameTakenException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    private Set<TypeElement> strays(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<TypeElement> strays = new LinkedHashSet<>();
        OWNERS.forEach((owner, parts) -> parts.stream()
                .sorted()
                .flatMap(part -> annotated(annotations, round, part).stream())
                .filter(type -> !annotated(annotations, round, owner).contains(type))
                .forEach(strays::add));
        return strays;
    }

    private void reportStrayParts(TypeElement type) throws UnresolvedValueException {
        for (Map.Entry<String, Set<String>> each : OWNERS.entrySet()) {
            Set<String> and = new TreeSet<>(each.getValue());
            and.add(each.getKey());
            Declaration<List<String>> found = DeclarationReader.readParts(type, and, printer::leavesToCompiler);
            if (!found.spec().isEmpty() && !found.spec().contains(each.getKey())) {
                Report report = new Report();
                report.add(StrayParts.of(type.getSimpleName().toString(), found.spec(), each.getKey()));
                print(report, type, found);
            }
        }
    }

    private static Set<TypeElement> annotated(
            Set<? extends TypeElement> annotations, RoundEnvironment round, String annotation) {
        return named(annotations, DslNames.qualified(annotation))
                .flatMap(found -> round.getElementsAnnotatedWith(found).stream())
                .filter(TypeElement.class::isInstance)
                .map(TypeElement.class::cast)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By their elements: several modules may each have a type of one name. */
    private static Stream<? extends TypeElement> named(Set<? extends TypeElement> annotations, String name) {
        return annotations.stream()
                .filter(annotation -> annotation.getQualifiedName().contentEquals(name));
    }

    /** A fault of ours is said aloud, with the type that showed it, and never ends the compiler. */
    private void guarded(TypeElement type, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (isOfTheCompiler(e)) {
                throw e;
            }
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            Problem problem = Message.INTERNAL
                    .at(Origin.of(""))
                    .with("type", type)
                    .with("version", ProcessorVersion.current())
                    .with("trace", trace);
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, problem.message(), type);
        }
    }

    /** javac throws this where a type's class file cannot be read; javac reports the error itself if it is passed on. */
    private static boolean isOfTheCompiler(RuntimeException e) {
        for (Class<?> type = e.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("com.sun.tools.javac.code.Symbol$CompletionFailure")) {
                return true;
            }
        }
        return false;
    }
}
