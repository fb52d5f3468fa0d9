package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.AugmentationRows;
import dev.stagecraft.processor.spec.AugmentationSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/** The range of every value of {@code @Augmentation}, and that its parts do not contradict each other. */
final class AugmentationRules {
    static final List<Rule<Part<TrainingSpec>>> ALL =
            List.of(AugmentationRules::values, AugmentationRules::oneColorJitter, AugmentationRules::onePlace);

    private AugmentationRules() {}

    /** The annotation inside of {@code @Training}. */
    static Part<AugmentationSpec> part(Part<TrainingSpec> training) {
        return training.inner(
                training.spec().augmentation(), training.scope() + ", augmentation", training.at("augmentation"));
    }

    private static void values(Part<TrainingSpec> training, Report report) {
        Part<AugmentationSpec> part = part(training);
        TrainingRules.rows(
                AugmentationRows.VALUES,
                part.inner(part.spec().values(), part.scope(), part.origin()),
                training.spec(),
                report);
        TrainingRules.parts(part, part.spec().nested(), training.spec(), report);
    }

    private static void oneColorJitter(Part<TrainingSpec> training, Report report) {
        new AtMostOne<AugmentationSpec>("color jitters", AugmentationRules::jitters, AugmentationRules::jitters)
                .check(part(training), report);
    }

    private static List<String> jitters(AugmentationSpec spec) {
        return attributes(spec.inOrder()).stream().filter("colorJitter"::equals).toList();
    }

    /** Each chooses what is seen of the image: two of them would cut or move it twice. */
    private static void onePlace(Part<TrainingSpec> training, Report report) {
        Part<AugmentationSpec> part = part(training);
        List<String> names = attributes(part.spec().places());
        if (names.size() < 2) {
            return;
        }
        List<Origin> origins = new ArrayList<>(AtMostOne.origins(
                part, names.stream().filter("randomResizedCrop"::equals).toList()));
        names.stream()
                .filter(name -> !name.equals("randomResizedCrop"))
                .map(part::at)
                .forEach(origins::add);
        Problem problem = Message.DOUBLED
                .at(origins.get(origins.size() - 1))
                .with("scope", part.scope())
                .with("found", names.size())
                .with("what", "crops and shifts")
                .with("names", String.join(", ", names));
        for (Origin kept : origins) {
            problem = problem.fix(origins.stream()
                    .filter(each -> !each.equals(kept))
                    .map(Edit::remove)
                    .toArray(Edit[]::new));
        }
        report.add(problem);
    }

    private static List<String> attributes(List<TrainingPart.Declared> declared) {
        return declared.stream().map(TrainingPart.Declared::attribute).toList();
    }
}
