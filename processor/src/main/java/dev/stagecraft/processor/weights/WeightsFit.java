package dev.stagecraft.processor.weights;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.Mend;
import dev.stagecraft.weights.match.WeightsMatch;
import dev.stagecraft.weights.match.WeightsReport;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Holds a planned network against the tensors of a file, and reports at each declared value that would mend it. */
public final class WeightsFit {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");

    private WeightsFit() {}

    /**
     * Reports what keeps a file from being loaded.
     *
     * @param network binary name of the annotated type
     * @param plan of it
     * @param file the file's path, for messages
     * @param entries the file's tensors
     * @param given whether a value, or an annotation, was written
     */
    public static void check(
            String network,
            NetworkPlan plan,
            String file,
            List<TensorEntry> entries,
            Predicate<Origin> given,
            Report report) {
        WeightsReport weights = WeightsMatch.of(PlannedLayers.of(network, plan), entries);
        if (weights.fits()) {
            return;
        }
        String difference = weights.difference().orElseThrow().text();
        if (weights.mends().isEmpty()) {
            report.add(
                    Message.WEIGHTS_DIFFER_ANYHOW.at(NETWORK).with("file", file).with("difference", difference));
        }
        String once = ": " + difference;
        for (Mend mend : weights.mends()) {
            report.add(problem(mend, file, once, given));
            once = "";
        }
    }

    private static Problem problem(Mend mend, String file, String difference, Predicate<Origin> given) {
        Origin annotation =
                Origin.of(mend.annotation(), Math.max(0, mend.stage().orElse(1) - 1));
        Origin value = mend.attribute().isEmpty() ? annotation : annotation.at(mend.attribute());
        Problem problem = Message.WEIGHTS_DIFFER
                .at(value)
                .with("scope", scope(mend))
                .with("file", file)
                .with("difference", difference)
                .with("mend", mend.text());
        // A stage that nobody wrote is the preset's, and cannot be written alone.
        boolean canBeSet = !mend.attribute().isEmpty() && (mend.stage().isEmpty() || given.test(annotation));
        return canBeSet ? problem.fix(Edit.set(value, mend.value())) : problem;
    }

    private static String scope(Mend mend) {
        if (mend.stage().isPresent()) {
            return "stage " + mend.stage().getAsInt();
        }
        return mend.annotation().equals(NETWORK.annotation())
                ? "network"
                : mend.annotation().toLowerCase(Locale.ROOT);
    }
}
