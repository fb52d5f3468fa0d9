package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.TrainingSpec;
import dev.stagecraft.processor.spec.TrainingValue;
import dev.stagecraft.processor.spec.Values;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** The range of every value of {@code @Training}, as its row says it, and that its parts do not contradict each other. */
final class TrainingRules {
    static final List<Rule<Part<TrainingSpec>>> ALL = Stream.concat(
                    Stream.of(
                            TrainingRules::values,
                            parts(TrainingSpec::optimizers),
                            parts(TrainingSpec::schedules),
                            atMostOne("optimizers", TrainingSpec::optimizers),
                            atMostOne("schedules", TrainingSpec::schedules)),
                    AugmentationRules.ALL.stream())
            .toList();

    private TrainingRules() {}

    private static void values(Part<TrainingSpec> part, Report report) {
        rows(TrainingRows.VALUES, part.inner(part.spec().values(), part.scope(), part.origin()), part.spec(), report);
    }

    private static Rule<Part<TrainingSpec>> parts(Function<TrainingSpec, List<TrainingPart.Declared>> declared) {
        return (part, report) -> parts(part, declared.apply(part.spec()), part.spec(), report);
    }

    /** Every value of annotations inside another. */
    static void parts(Part<?> outer, List<TrainingPart.Declared> all, TrainingSpec training, Report report) {
        List<Origin> origins = AtMostOne.origins(outer, attributes(all));
        for (int i = 0; i < all.size(); i++) {
            TrainingPart.Declared each = all.get(i);
            String scope = outer.scope() + ", " + each.attribute();
            rows(each.part().rows(), outer.inner(each.values(), scope, origins.get(i)), training, report);
        }
    }

    private static Rule<Part<TrainingSpec>> atMostOne(
            String what, Function<TrainingSpec, List<TrainingPart.Declared>> declared) {
        Function<TrainingSpec, List<String>> attributes = training -> attributes(declared.apply(training));
        return new AtMostOne<>(what, attributes, attributes);
    }

    private static List<String> attributes(List<TrainingPart.Declared> declared) {
        return declared.stream().map(TrainingPart.Declared::attribute).toList();
    }

    static void rows(List<TrainingValue<?>> rows, Part<Values> part, TrainingSpec training, Report report) {
        TrainingValue.Others others = new TrainingValue.Others(part.spec(), training.values());
        rows.forEach(row -> row(row, part, others, report));
    }

    private static <T> void row(TrainingValue<T> row, Part<Values> part, TrainingValue.Others others, Report report) {
        @SuppressWarnings("unchecked") // The reader reads each value with its row.
        T found = (T) Objects.requireNonNull(part.spec().byName().get(row.name()));
        row.limits().stream()
                .filter(limit -> !limit.right().test(found, others))
                .findFirst()
                .ifPresent(limit -> {
                    Problem problem = part.problem(Message.SETTING, row.name())
                            .with("attribute", row.name())
                            .with("found", found)
                            .with("limit", limit.text().apply(found, others));
                    report.add(
                            found instanceof Integer number && number < 0
                                    ? Ranges.withoutSign(problem, number, 1, Integer.MAX_VALUE)
                                            .fix(Edit.set(problem.origin(), row.suggested()))
                                    : problem.fix(Edit.set(problem.origin(), row.suggested())));
                });
    }
}
