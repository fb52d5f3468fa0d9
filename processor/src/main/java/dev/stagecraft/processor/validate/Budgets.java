package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
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

/** What a network costs against what its declaration allows: a rule for each limit. */
final class Budgets {
    static final List<Rule<NetworkPlan>> ALL =
            List.of(Budgets::parameters, Budgets::multiplyAccumulates, Budgets::trainingBytes);

    private static final Origin BUDGET = Origin.of("Budget");
    private static final int NAMED_LAYERS = 3;

    private Budgets() {}

    private static void parameters(NetworkPlan plan, Report report) {
        if (exceeds(plan.parameters(), plan.spec().budget().parameters())) {
            report.add(problem("parameters", plan.spec().budget().parameters(), plan.parameters())
                    .with("unit", "parameters")
                    .with("most", most(plan, Step::parameters))
                    .with("smaller", "channels or blocks"));
        }
    }

    private static void multiplyAccumulates(NetworkPlan plan, Report report) {
        long limit = plan.spec().budget().multiplyAccumulates();
        if (exceeds(plan.multiplyAccumulates(), limit)) {
            report.add(problem("multiplyAccumulates", limit, plan.multiplyAccumulates())
                    .with("unit", "multiply-accumulates for an image")
                    .with("most", most(plan, Step::multiplyAccumulates))
                    .with("smaller", "input, channels or blocks"));
        }
    }

    private static void trainingBytes(NetworkPlan plan, Report report) {
        BudgetSpec budget = plan.spec().budget();
        int batch =
                budget.batchSize() == BudgetSpec.OF_TRAINING ? plan.training().batchSize() : budget.batchSize();
        long found = Cost.trainingBytes(plan, batch);
        if (exceeds(found, budget.trainingBytes())) {
            String sum = Numbers.grouped(Cost.fixedBytes(plan)) + " + " + batch + " · "
                    + Numbers.grouped(Cost.bytesPerImage(plan));
            report.add(problem("trainingBytes", budget.trainingBytes(), found)
                    .with("unit", "bytes in a training step of " + Numbers.counted(batch, "image") + ", " + sum)
                    .with("most", most(plan, step -> Cost.trainingBytes(plan, step, batch)))
                    .with("smaller", "batchSize, input, channels or blocks"));
        }
    }

    private static boolean exceeds(long found, long limit) {
        return limit != BudgetSpec.NO_LIMIT && found > limit;
    }

    private static Problem problem(String attribute, long limit, long found) {
        return Message.OVER_BUDGET
                .at(BUDGET.at(attribute))
                .with("found", Numbers.grouped(found))
                .with("limit", Numbers.grouped(limit))
                .with("attribute", attribute)
                .with("exact", found)
                .fix(Edit.set(BUDGET.at(attribute), found > Integer.MAX_VALUE ? found + "L" : found));
    }

    /** The layers that cost most, the most expensive first. */
    private static String most(NetworkPlan plan, ToLongFunction<Step> cost) {
        Comparator<Layer> byCost = Comparator.comparingLong(layer -> cost.applyAsLong(layer.step()));
        return plan.layers().stream()
                .sorted(byCost.reversed())
                .limit(NAMED_LAYERS)
                .map(layer -> layer.name() + " (" + Numbers.grouped(cost.applyAsLong(layer.step())) + ")")
                .collect(Collectors.joining(", "));
    }
}
