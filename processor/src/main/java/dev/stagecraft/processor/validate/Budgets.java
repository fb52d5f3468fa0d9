package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Cost;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.NetworkPlan.Layer;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.Origin;
import java.util.Comparator;
import java.util.List;
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
                "bytes in a training step of " + Numbers.counted(batch, "image") + ", "
                        + Numbers.grouped(Cost.fixedBytes(plan)) + " + " + batch + " · "
                        + Numbers.grouped(Cost.bytesPerImage(plan)),
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
            report.add(Message.OVER_BUDGET
                    .at(BUDGET.at(attribute))
                    .with("found", Numbers.grouped(found))
                    .with("unit", unit)
                    .with("limit", Numbers.grouped(limit))
                    .with("most", most(cost))
                    .with("smaller", smaller)
                    .with("attribute", attribute)
                    .with("exact", found)
                    .fix(Edit.set(BUDGET.at(attribute), found > Integer.MAX_VALUE ? found + "L" : found)));
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
                .map(layer -> layer.name() + " (" + Numbers.grouped(cost.applyAsLong(layer.step())) + ")")
                .collect(Collectors.joining(", "));
    }
}
