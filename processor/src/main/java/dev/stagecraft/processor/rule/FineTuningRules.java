package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.AugmentationSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.Values;
import java.util.List;

/** What training leaves as it is, and how fast each stage learns, must fit the stages that are declared. */
final class FineTuningRules {
    static final List<Rule<Part<NetworkSpec>>> ALL = List.of(
            FineTuningRules::frozenStages,
            FineTuningRules::rateForEachStage,
            FineTuningRules::ranges,
            FineTuningRules::probeWithoutAugmentation);

    private static final Origin TRAINING = Origin.of("Training");
    private static final String RATES = "stageRates";

    private FineTuningRules() {}

    private static void frozenStages(Part<NetworkSpec> part, Report report) {
        int stages = part.spec().stages().size();
        int found = values(part).integer("freezeStages");
        Origin origin = TRAINING.at("freezeStages");
        if (stages > 0 && found > stages) {
            report.add(problem(origin, "freezeStages", found, "at most " + stages + ", the number of stages")
                    .fix(Edit.set(origin, stages)));
        }
    }

    private static void rateForEachStage(Part<NetworkSpec> part, Report report) {
        int stages = part.spec().stages().size();
        List<Double> found = rates(part);
        if (stages > 0 && !found.isEmpty() && found.size() != stages) {
            Origin origin = TRAINING.at(RATES);
            String limit = "a list of " + stages + (stages == 1 ? " factor" : " factors") + ", one for each stage";
            report.add(problem(origin, RATES, found, limit).fix(Edit.remove(origin)));
        }
    }

    private static void ranges(Part<NetworkSpec> part, Report report) {
        List<Double> found = rates(part);
        for (int i = 0; i < found.size(); i++) {
            double factor = found.get(i);
            if (!((float) factor > 0 && factor <= 1)) {
                Origin origin = TRAINING.at(RATES).item(i);
                report.add(problem(origin, RATES, factor, "above 0 and at most 1 for each stage")
                        .fix(Edit.set(origin, 1.0)));
            }
        }
    }

    private static void probeWithoutAugmentation(Part<NetworkSpec> part, Report report) {
        AugmentationSpec augmentation = part.spec().training().augmentation();
        if (values(part).flag("linearProbe") && !augmentation.inOrder().isEmpty()) {
            Origin origin = TRAINING.at("linearProbe");
            report.add(Message.PROBE_AND_AUGMENTATION
                    .at(origin)
                    .fix(Edit.remove(TRAINING.at("augmentation")))
                    .fix(Edit.remove(origin)));
        }
    }

    private static Problem problem(Origin origin, String attribute, Object found, String limit) {
        return Message.SETTING
                .at(origin)
                .with("scope", "training")
                .with("attribute", attribute)
                .with("found", found)
                .with("limit", limit);
    }

    private static Values values(Part<NetworkSpec> part) {
        return part.spec().training().values();
    }

    private static List<Double> rates(Part<NetworkSpec> part) {
        return values(part).reals(RATES);
    }
}
