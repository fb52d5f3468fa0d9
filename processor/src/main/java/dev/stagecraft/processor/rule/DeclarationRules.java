package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Judges every part of a network for its own values, whether or not the parts around it are right. */
public final class DeclarationRules {
    private static final List<Rule<Part<NormSpec>>> NORM = List.of(
            Ranges.share("momentum", "0.9", NormSpec::momentum), Ranges.positive("epsilon", "1e-5", NormSpec::epsilon));

    private static final List<Rule<Part<BottleneckSpec>>> BOTTLENECK = List.of(
            Ranges.atLeast(1, "expansion", BottleneckSpec::expansion),
            Ranges.atLeast(1, "groups", BottleneckSpec::groups),
            Ranges.atLeast(1, "groupWidth", BottleneckSpec::groupWidth));

    private static final List<Rule<Part<SqueezeExcitationSpec>>> SQUEEZE_EXCITATION = List.of(
            Ranges.atLeast(1, "ratio", SqueezeExcitationSpec::ratio),
            Ranges.atLeast(0, "divisor", SqueezeExcitationSpec::divisor));

    private static final Rule<Part<NetworkSpec>> ONE_SQUEEZE_EXCITATION = new AtMostOne<>(
            "squeeze-and-excitations",
            spec -> Collections.nCopies(spec.squeezeExcitation().size(), "@SqueezeExcitation"),
            DeclarationRules::excitations);

    private static final List<Rule<Part<HeadSpec>>> HEAD = List.of(
            Ranges.required("classes", 2, 10, HeadSpec::classes), Ranges.share("dropout", "0", HeadSpec::dropout));

    private static final List<Rule<Part<BudgetSpec>>> BUDGET = List.of(
            Ranges.limit("parameters", BudgetSpec::parameters),
            Ranges.limit("multiplyAccumulates", BudgetSpec::multiplyAccumulates),
            Ranges.limit("trainingBytes", BudgetSpec::trainingBytes),
            Ranges.atLeast(0, "batchSize", BudgetSpec::batchSize));

    private final Part<NetworkSpec> network;
    private final NetworkSpec spec;
    private final JudgedBlocks blocks;
    private final Report report;

    private DeclarationRules(Part<NetworkSpec> network, JudgedBlocks blocks, Report report) {
        this.network = network;
        this.spec = network.spec();
        this.blocks = blocks;
        this.report = report;
    }

    /**
     * What of a network is right; the rest is reported.
     *
     * @param given whether a value was written, and is no default
     * @param blocks of developers' own that stages may name
     */
    public static CheckedNetwork check(NetworkSpec spec, Predicate<Origin> given, JudgedBlocks blocks, Report report) {
        Part<NetworkSpec> network = new Part<>(spec, "network", Origin.of("ResidualNetwork"), given);
        return new DeclarationRules(network, blocks, report).check();
    }

    private CheckedNetwork check() {
        Rules.pass(NetworkRules.WHOLE, network, report);
        boolean small = Rules.pass(NetworkRules.SIZE, network, report).isPresent();
        passes(NORM, spec.norm(), "norm");
        Optional<TrainingSpec> training =
                Rules.pass(TrainingRules.ALL, part(spec.training(), "training", "Training"), report);
        Rules.pass(FineTuningRules.ALL, network, report);
        Rules.pass(BUDGET, part(spec.budget(), "budget", "Budget"), report);
        boolean bottleneckRight = passes(BOTTLENECK, spec.bottleneck(), "bottleneck");
        Optional<SqueezeExcitationSpec> excitation = squeezeExcitation();

        Optional<InputSpec> input = RequiredParts.lacksInput(network)
                ? Optional.empty()
                : Rules.pass(InputRules.ALL, network.inner(spec.input(), "input", network.at("input")), report);
        Optional<StemSpec> stem =
                spec.stem().flatMap(each -> Rules.pass(StemRules.ALL, part(each, "stem", "Stem"), report));
        List<Optional<StageSpec>> stages = new ArrayList<>();
        for (int i = 0; i < spec.stages().size(); i++) {
            Optional<StageSpec> stage = stage(spec.stages().get(i), i);
            stages.add(stage.filter(each -> small && (bottleneckRight || !hasBottlenecks(each))));
        }
        Optional<HeadSpec> head = spec.head().flatMap(each -> Rules.pass(HEAD, part(each, "head", "Head"), report));
        return new CheckedNetwork(
                spec,
                input,
                stem,
                stem.flatMap(each -> each.pools().stream().findFirst()),
                stages,
                head,
                excitation,
                training.map(TrainingSpec::values),
                training.flatMap(each -> each.optimizers().stream().findFirst()),
                training.flatMap(each -> each.schedules().stream().findFirst()),
                training.map(each -> each.augmentation().inOrder()).orElse(List.of()));
    }

    private Optional<SqueezeExcitationSpec> squeezeExcitation() {
        ONE_SQUEEZE_EXCITATION.check(network, report);
        List<Origin> origins = AtMostOne.origins(network, excitations(spec));
        Optional<SqueezeExcitationSpec> right = Optional.empty();
        for (int i = origins.size() - 1; i >= 0; i--) {
            SqueezeExcitationSpec each = spec.squeezeExcitation().get(i);
            right = Rules.pass(
                    SQUEEZE_EXCITATION, network.inner(each, "squeeze-and-excitation", origins.get(i)), report);
        }
        return origins.size() == 1 ? right : Optional.empty();
    }

    private static List<String> excitations(NetworkSpec spec) {
        return Collections.nCopies(spec.squeezeExcitation().size(), "squeezeExcitation");
    }

    private Optional<StageSpec> stage(StageSpec stage, int index) {
        Part<StageSpec> part = network.inner(stage, "stage " + (index + 1), Origin.of("ResidualStage", index));
        return Rules.pass(StageRules.ALL, part, report)
                .filter(each -> each.custom().map(block -> isRight(block, part)).orElse(true));
    }

    /** What is wrong with a block is said where it is declared; here, where that is outside of this compilation. */
    private boolean isRight(CustomBlockSpec block, Part<StageSpec> stage) {
        blocks.unsaidErrors(block)
                .forEach(problem ->
                        report.add(problem.pointingAt(stage.at("custom")).inside(stage.scope())));
        return blocks.isRight(block);
    }

    private static boolean hasBottlenecks(StageSpec stage) {
        return stage.custom().isEmpty() && stage.block().equals(Optional.of(BlockKind.BOTTLENECK));
    }

    /** Of an annotation inside the network's own; its name is that of the attribute. */
    private <T> boolean passes(List<Rule<Part<T>>> rules, T inside, String attribute) {
        return Rules.pass(rules, network.inner(inside, attribute, network.at(attribute)), report)
                .isPresent();
    }

    private <T> Part<T> part(T declared, String scope, String annotation) {
        return network.inner(declared, scope, Origin.of(annotation));
    }
}
