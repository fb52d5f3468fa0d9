package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.rule.DeclarationRules;
import dev.stagecraft.processor.rule.JudgedBlocks;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PresetKind;
import dev.stagecraft.processor.spec.PresetSpec;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.ShortcutSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.List;
import java.util.Optional;

/** A declaration while a test makes it; what is not set is as the annotations have it. */
final class Specs {
    InputSpec input = new InputSpec(32, 32, 3);
    Optional<StemSpec> stem = Optional.of(StemSpec.DEFAULT);
    List<StageSpec> stages = List.of(stage(8, 1));
    Optional<HeadSpec> head = Optional.of(new HeadSpec(10, 0));
    boolean features;
    OrderKind order = OrderKind.POST_ACTIVATION;
    NormSpec norm = PresetSpec.NORM;
    boolean convolutionBias;
    ShortcutSpec shortcut = new ShortcutSpec(ShortcutKind.PROJECTION, true);
    BottleneckSpec bottleneck = new BottleneckSpec(4, false, 1, 64);
    List<SqueezeExcitationSpec> squeezeExcitation = List.of();
    boolean efficientChannelAttention;
    AntialiasKind antialias = AntialiasKind.NONE;
    double stochasticDepth;
    PaddingMode padding = PaddingMode.SYMMETRIC;
    TrainingSpec training = TrainingSpec.DEFAULT;
    BudgetSpec budget = BudgetSpec.NONE;

    static StageSpec stage(int channels, int blocks) {
        return StageSpec.of(channels, blocks, BlockKind.BASIC);
    }

    static StageSpec bottlenecks(int channels, int blocks) {
        return StageSpec.of(channels, blocks, BlockKind.BOTTLENECK);
    }

    static StageSpec custom(int channels, int blocks, CustomBlockSpec block) {
        return new StageSpec(channels, blocks, StageSpec.BY_POSITION, Optional.empty(), Optional.of(block));
    }

    NetworkSpec spec() {
        return new NetworkSpec(
                PresetKind.NONE,
                input,
                stem,
                stages,
                head,
                features,
                order,
                PresetSpec.ACTIVATION,
                PresetSpec.INITIALIZER,
                norm,
                convolutionBias,
                shortcut,
                bottleneck,
                squeezeExcitation,
                efficientChannelAttention,
                antialias,
                stochasticDepth,
                padding,
                training,
                budget);
    }

    /** The plan, where every value is right; values are judged as if they were all written. */
    static Optional<NetworkPlan> lower(NetworkSpec spec, Report report) {
        CheckedNetwork checked = DeclarationRules.check(spec, Specs::isGiven, new JudgedBlocks(), report);
        return Lowering.lower(checked, Trail.SHORT, report).plan();
    }

    /** No network here declares how images are resized. */
    private static boolean isGiven(Origin origin) {
        return !origin.attribute().startsWith("input.resize");
    }
}
