package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.fix.FixesFile;
import dev.stagecraft.processor.read.Positions;
import dev.stagecraft.processor.read.Positions.Position;
import dev.stagecraft.processor.read.Suppressions;
import dev.stagecraft.processor.spec.Origin;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Prints problems at the values that caused them, as exactly as the compiler at hand allows. */
final class Printer {
    private final Messager messager;
    private final Optional<TreePrinter> trees;
    /** Eclipse's compiler finds the attributes of an annotation on a type, and none of those inside it. */
    private final boolean outermostOnly;

    private final Optional<FixesFile> fixes;

    private Printer(Messager messager, Optional<TreePrinter> trees, boolean outermostOnly, Optional<FixesFile> fixes) {
        this.messager = messager;
        this.trees = trees;
        this.outermostOnly = outermostOnly;
        this.fixes = fixes;
    }

    /** @param fixesFile where what is printed is written for editors too, if it is */
    static Printer of(ProcessingEnvironment environment, Optional<String> fixesFile) {
        boolean eclipse = environment.getClass().getName().startsWith("org.eclipse.jdt.");
        Optional<TreePrinter> trees = trees(environment);
        return new Printer(
                environment.getMessager(),
                trees,
                eclipse,
                fixesFile.map(file -> new FixesFile(file, trees.isPresent(), environment)));
    }

    /** What is left to be done when everything was printed. */
    void close() {
        fixes.flatMap(FixesFile::write)
                .ifPresent(reason ->
                        print(Message.FIXES_NOT_WRITTEN.at(Origin.of("")).with("reason", reason)));
    }

    /** Only javac has trees, and build tools may wrap its environment: then the messager is what there is. */
    private static Optional<TreePrinter> trees(ProcessingEnvironment environment) {
        return environment.getClass().getName().startsWith("com.sun.tools.javac.")
                ? Optional.of(new TreePrinter(environment))
                : Optional.empty();
    }

    /**
     * A problem at a declared value; a warning that was silenced there is not printed.
     *
     * @param type that was read; the value may stand on another that it names
     */
    void print(Problem problem, TypeElement type, Positions positions) {
        Optional<Position> position = positions.of(problem.origin());
        TypeElement owner = position.map(Position::type).orElse(type);
        if (problem.code().isWarning()
                && Suppressions.silence(owner, problem.code().id())) {
            return;
        }
        fixes.ifPresent(file -> file.add(problem, type, positions));
        if (position.isEmpty()) {
            messager.printMessage(kind(problem), ConsoleText.of(problem.message()), type);
        } else if (trees.isEmpty() || !trees.get().print(kind(problem), problem, position.get())) {
            print(problem, outermostOnly ? positions.outermost(position.get()) : position.get());
        }
    }

    /** Whether the compiler itself reports that annotations of a type are wrong, as far as its trees are available. */
    boolean leavesToCompiler(TypeElement type) {
        return trees.isPresent() && trees.get().misspells(type);
    }

    /** A problem of the compilation as a whole. */
    void print(Problem problem) {
        fixes.ifPresent(file -> file.add(problem));
        messager.printMessage(kind(problem), ConsoleText.of(problem.message()));
    }

    private static Diagnostic.Kind kind(Problem problem) {
        return problem.code().isWarning() ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR;
    }

    private void print(Problem problem, Position at) {
        // Unlike a missing value, a missing optional cannot be passed on.
        if (at.value().isPresent()) {
            messager.printMessage(
                    kind(problem),
                    ConsoleText.of(problem.message()),
                    at.type(),
                    at.annotation(),
                    at.value().get());
        } else {
            messager.printMessage(kind(problem), ConsoleText.of(problem.message()), at.type(), at.annotation());
        }
    }
}
