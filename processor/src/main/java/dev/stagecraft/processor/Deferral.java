package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.read.TypeName;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.spec.Origin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** A step over the rounds: a type that cannot be read yet, since it names what another processor may write, waits. */
final class Deferral {
    private final ProcessingStep step;
    private final ProcessingEnvironment environment;
    private final List<Waiter> waiting = new ArrayList<>();

    Deferral(ProcessingStep step, ProcessingEnvironment environment) {
        this.step = step;
        this.environment = environment;
    }

    /** Takes the types that wait, then those of this round; they may have to wait again. */
    void take(Round round) {
        Set<TypeElement> types = new LinkedHashSet<>();
        for (Waiter waiter : waiting) {
            // The compiler may have read its source again since.
            types.add(waiter.name().find(environment.getElementUtils()).orElse(waiter.type()));
        }
        types.addAll(step.types(round));
        waiting.clear();
        types.forEach(this::take);
    }

    /** Whether a type waits for a later round. */
    boolean waits() {
        return !waiting.isEmpty();
    }

    /** A fault of ours is said aloud, with the type that showed it, and never ends the compiler. */
    private void take(TypeElement type) {
        try {
            step.take(type);
        } catch (UnresolvedValueException e) {
            waiting.add(new Waiter(new TypeName(type, environment.getElementUtils()), type));
        } catch (RuntimeException e) {
            if (isOfTheCompiler(e)) {
                throw e;
            }
            environment
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, internal(type, e).message(), type);
        }
    }

    private static Problem internal(TypeElement type, RuntimeException fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        return Message.INTERNAL
                .at(Origin.of(""))
                .with("type", type)
                .with("version", ProcessorVersion.current())
                .with("trace", trace);
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

    /** A type that cannot be read yet. */
    private record Waiter(TypeName name, TypeElement type) {}
}
