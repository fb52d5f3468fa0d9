package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.plan.Coverage;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.spec.Origin;
import java.util.List;
import java.util.Optional;

/** Warns where pixels of the input reach no output. */
final class PassedOver implements Rule<NetworkPlan> {
    /** Reports how many do not, and where they are passed over. */
    @Override
    public void check(NetworkPlan plan, Report report) {
        Coverage.gap(plan).ifPresent(gap -> {
            Section section = gap.section();
            report.add(Message.PIXELS_SKIPPED
                    .at(gap.step()
                            .flatMap(PassedOver::ofPool)
                            .orElse(section.scope().origin().at("stride")))
                    .with("scope", section.scope().title())
                    .with("lost", Numbers.grouped(gap.lost()))
                    .with("pixels", Numbers.grouped(gap.pixels()))
                    .with("fix", "make the stride smaller or the window larger"));
        });
    }

    /** The stride of the stem's pool, where it is an operation of the pool that skips them. */
    private static Optional<Origin> ofPool(Step step) {
        Origin pool = Origin.of("Stem").at("pool").item(0);
        boolean declared = List.of(pool.at("size"), pool.at("stride")).contains(step.origin());
        return declared ? Optional.of(pool.at("stride")) : Optional.empty();
    }
}
