package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Edit.Shape;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which types may declare a network: top-level or static nested classes and interfaces that others can see. */
public final class TypeRules {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");
    private static final Map<String, String> KINDS =
            Map.of("enum", "an enum", "annotation", "an annotation", "record", "a record");

    private static final List<Rule<DeclaringType>> ALL = List.of(
            TypeRules::isSetUp, TypeRules::kind, TypeRules::hasNoParameters, TypeRules::isVisible, TypeRules::isStatic);

    private TypeRules() {}

    /** Reports what keeps a type from declaring a network. */
    public static void check(DeclaringType type, Report report) {
        if (type.compact()) {
            report.add(problem(Message.COMPACT_SOURCE, type));
        } else {
            ALL.forEach(rule -> rule.check(type, report));
        }
    }

    /** What is of no type alone, but the same for all that are compiled together. */
    private static void isSetUp(DeclaringType type, Report report) {
        if (type.module().isEmpty()) {
            report.add(Message.OLD_SOURCES.at(NETWORK));
        } else if (!type.seesRuntime()) {
            String module = type.module().get();
            report.add(
                    module.isEmpty()
                            ? Message.NO_RUNTIME.at(NETWORK)
                            : Message.RUNTIME_NOT_READ.at(NETWORK).with("module", module));
        }
    }

    private static void kind(DeclaringType type, Report report) {
        if (!type.kind().equals("class") && !type.kind().equals("interface")) {
            report.add(problem(Message.WRONG_KIND, type)
                    .with("kind", KINDS.getOrDefault(type.kind(), type.kind()))
                    .fix(declare(type.simpleName(), Shape.A_CLASS)));
        }
    }

    private static void hasNoParameters(DeclaringType type, Report report) {
        if (type.generic()) {
            report.add(problem(Message.GENERIC, type).fix(declare(type.simpleName(), Shape.NOT_GENERIC)));
        }
    }

    private static void isVisible(DeclaringType type, Report report) {
        around(type.hidden(), type, Message.PRIVATE, Message.INSIDE_PRIVATE, Shape.NOT_PRIVATE)
                .ifPresent(report::add);
    }

    private static void isStatic(DeclaringType type, Report report) {
        around(type.inner(), type, Message.INNER, Message.INSIDE_INNER, Shape.STATIC)
                .ifPresent(report::add);
    }

    /** Of a type that is the cause itself, or stands inside of it. */
    private static Optional<Problem> around(
            Optional<String> cause, DeclaringType type, Message own, Message inside, Shape fix) {
        return cause.map(outer -> (outer.equals(type.simpleName())
                        ? problem(own, type)
                        : problem(inside, type).with("outer", outer))
                .fix(declare(outer, fix)));
    }

    private static Edit declare(String type, Shape how) {
        return new Edit.Declare(type, how);
    }

    private static Problem problem(Message message, DeclaringType type) {
        return message.at(NETWORK).with("type", type.simpleName());
    }
}
