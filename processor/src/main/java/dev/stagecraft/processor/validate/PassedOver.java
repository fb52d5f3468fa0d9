package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Coverage;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import java.util.Locale;

/** Warns where pixels of the input reach no output. */
public final class PassedOver {
    private PassedOver() {}

    /** Reports how many do not, and where they are passed over. */
    public static void check(NetworkPlan plan, Report report) {
        Coverage.gap(plan).ifPresent(gap -> {
            Section section = gap.section();
            report.add(
                    Code.PIXELS_PASSED_OVER,
                    section.scope().origin().at("stride"),
                    section.scope().title() + ": " + count(gap.lost()) + " of the " + count(gap.pixels())
                            + " pixels of an image reach no output by any path, as the windows here pass over them; make"
                            + " the stride smaller or the window larger");
        });
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
