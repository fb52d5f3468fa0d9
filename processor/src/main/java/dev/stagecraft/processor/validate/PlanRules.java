package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.plan.NetworkPlan;
import java.util.List;
import java.util.stream.Stream;

/** The rules on a plan. */
public final class PlanRules {
    private static final List<Rule<NetworkPlan>> ALL = Stream.concat(
                    Budgets.ALL.stream(), Stream.of(new SingleValues(), new PassedOver()))
            .toList();

    private PlanRules() {}

    /** Reports what is wrong with a network whose every shape is right. */
    public static void check(NetworkPlan plan, Report report) {
        ALL.forEach(rule -> rule.check(plan, report));
    }
}
