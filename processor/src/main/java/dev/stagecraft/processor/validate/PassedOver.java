package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Coverage;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;

/** Warns where pixels of the input reach no output. */
public final class PassedOver {
    private PassedOver() {}

    /** Reports how many do not, and where they are passed over. */
    public static void check(NetworkPlan plan, Report report) {
        Coverage.gap(plan).ifPresent(gap -> {
            Section section = gap.section();
            report.add(Message.PIXELS_SKIPPED
                    .at(section.scope().origin().at("stride"))
                    .with("scope", section.scope().title())
                    .with("lost", Numbers.grouped(gap.lost()))
                    .with("pixels", Numbers.grouped(gap.pixels()))
                    .with("fix", "make the stride smaller or the window larger"));
        });
    }
}
