package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Cost;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.NetworkPlan.Layer;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What a network costs against what its declaration allows. */
public final class Budgets {
    private static final Origin BUDGET = Origin.of("Budget");
    private static final int NAMED_LAYERS = 3;

    private final NetworkPlan plan;
    private final Report report;

    private Budgets(NetworkPlan plan, Report report) {
        this.plan = plan;
        this.report = report;
    }

    /** Reports every limit that a plan exceeds. */
    public static void check(NetworkPlan plan, Report report) {
        new Budgets(plan, report).check(plan.spec().budget());
    }

    private void check(BudgetSpec budget) {
        check(
                "parameters",
                budget.parameters(),
                plan.parameters(),
                Step::parameters,
                "parameters",
                "channels or blocks");
        check(
                "multiplyAccumulates",
                budget.multiplyAccumulates(),
                plan.multiplyAccumulates(),
                Step::multiplyAccumulates,
                "multiply-accumulates for an image",
                "input, channels or blocks");
        int batch = batch(budget);
        check(
                "trainingBytes",
                budget.trainingBytes(),
                Cost.trainingBytes(plan, batch),
                step -> Cost.trainingBytes(plan, step, batch),
                "bytes in a training step of " + batch + " images, " + count(Cost.fixedBytes(plan)) + " + " + batch
                        + " · " + count(Cost.bytesPerImage(plan)),
                "batchSize, input, channels or blocks");
    }

    private int batch(BudgetSpec budget) {
        return budget.batchSize() == BudgetSpec.OF_TRAINING
                ? plan.spec().training().batchSize()
                : budget.batchSize();
    }

    private void check(
            String attribute, long limit, long found, ToLongFunction<Step> cost, String unit, String smaller) {
        if (limit != BudgetSpec.NO_LIMIT && found > limit) {
            report.add(
                    Code.OVER_BUDGET,
                    BUDGET.at(attribute),
                    "budget: the network has " + count(found) + " " + unit + ", expected are at most " + count(limit)
                            + "; most go to " + most(cost) + ": make " + smaller + " smaller, or " + attribute + " "
                            + found + " or more");
        }
    }

    /** The layers that cost most, the dearest first. */
    private String most(ToLongFunction<Step> cost) {
        Comparator<Layer> byCost = Comparator.comparingLong(layer -> cost.applyAsLong(layer.step()));
        List<Layer> dearest = plan.layers().stream()
                .sorted(byCost.reversed())
                .limit(NAMED_LAYERS)
                .toList();
        return dearest.stream()
                .map(layer -> layer.name() + " (" + count(cost.applyAsLong(layer.step())) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
