package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.TrainingSpec;
import dev.stagecraft.processor.spec.TrainingValue;
import dev.stagecraft.processor.spec.Values;
import java.util.List;
import java.util.stream.Collectors;

/** The range of every value of {@code @Training}, as its row says it, and that its parts do not contradict each other. */
final class TrainingRules {
    private static final Origin TRAINING = Origin.of("Training");

    private final Report report;

    TrainingRules(Report report) {
        this.report = report;
    }

    void check(TrainingSpec training) {
        check(TrainingRows.VALUES, training.values(), training, "training", TRAINING);
        check(training.optimizers(), training);
        check(training.schedules(), training);
        single("optimizers", training.optimizers());
        single("schedules", training.schedules());
    }

    private void check(List<TrainingPart.Declared> declared, TrainingSpec training) {
        for (TrainingPart.Declared part : declared) {
            String name = part.attribute();
            check(part.part().rows(), part.values(), training, "training, " + name, TRAINING.at(name));
        }
    }

    private void check(List<TrainingValue<?>> rows, Values values, TrainingSpec training, String where, Origin origin) {
        TrainingValue.Others others = new TrainingValue.Others(values, training.values());
        rows.forEach(row -> check(row, values, others, where, origin));
    }

    private <T> void check(
            TrainingValue<T> row, Values values, TrainingValue.Others others, String where, Origin origin) {
        @SuppressWarnings("unchecked") // The reader reads each value with its row.
        T found = (T) values.byName().get(row.name());
        row.limits().stream()
                .filter(limit -> !limit.right().test(found, others))
                .findFirst()
                .ifPresent(limit -> report.add(
                        Code.OUT_OF_RANGE,
                        origin.at(row.name()),
                        where + ": " + row.name() + " is " + found + ", expected is "
                                + limit.text().apply(found, others)));
    }

    private void single(String what, List<TrainingPart.Declared> found) {
        if (found.size() > 1) {
            String last = found.get(found.size() - 1).attribute();
            report.add(
                    Code.DOUBLED_PART,
                    TRAINING.at(last),
                    "training: " + found.size() + " " + what + " were found ("
                            + found.stream()
                                    .map(TrainingPart.Declared::attribute)
                                    .collect(Collectors.joining(", "))
                            + "), at most one was expected; keep one");
        }
    }
}
