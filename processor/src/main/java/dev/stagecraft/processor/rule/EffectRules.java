package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.ActivationKind;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Values that were written and change nothing: the network can be built, and is not what its reader takes it for. */
public final class EffectRules {
    private static final Set<ShortcutKind> NEVER_PROJECT =
            EnumSet.of(ShortcutKind.IDENTITY, ShortcutKind.ZERO_PADDED, ShortcutKind.NONE);

    private static final List<Rule<Part<NetworkSpec>>> ALL = List.of(
            EffectRules::bottleneck,
            EffectRules::antialias,
            EffectRules::poolSize,
            EffectRules::poolConvolution,
            EffectRules::shortcutNorm,
            EffectRules::zeroLast,
            EffectRules::zeroLastThatNeverLearns,
            EffectRules::strides,
            EffectRules::budget,
            EffectRules::colorJitter);

    private EffectRules() {}

    /**
     * Warns of what has no effect in a network without errors.
     *
     * @param given whether a value was written
     */
    public static void check(NetworkSpec spec, Predicate<Origin> given, Report report) {
        Part<NetworkSpec> network = new Part<>(spec, "network", Origin.of("ResidualNetwork"), given);
        ALL.forEach(rule -> rule.check(network, report));
    }

    private static void bottleneck(Part<NetworkSpec> part, Report report) {
        boolean none = part.spec().stages().stream().noneMatch(EffectRules::isBottleneck);
        warn(none, Message.BOTTLENECK_UNUSED.at(part.at("bottleneck")), part, report);
    }

    private static void antialias(Part<NetworkSpec> part, Report report) {
        List<StageSpec> stages = part.spec().stages();
        boolean pool = part.spec().stem().stream()
                .flatMap(stem -> stem.pools().stream())
                .anyMatch(each -> each.stride() > 1);
        boolean block = IntStream.range(0, stages.size())
                .anyMatch(i -> stages.get(i).custom().isEmpty() && stages.get(i).strideAt(i) > 1);
        boolean none = part.spec().antialias() != AntialiasKind.NONE && !pool && !block;
        warn(none, Message.ANTIALIAS_UNUSED.at(part.at("antialias")), part, report);
    }

    private static void poolSize(Part<NetworkSpec> part, Report report) {
        boolean replaced = part.spec().stem().stream()
                .anyMatch(stem -> stem.averages(part.spec().antialias()));
        Origin size = Origin.of("Stem").at("pool").item(0).at("size");
        warn(replaced, Message.POOL_SIZE_UNUSED.at(size), part, report);
    }

    private static void poolConvolution(Part<NetworkSpec> part, Report report) {
        boolean none = part.spec().stem().stream()
                .anyMatch(stem -> stem.poolConvolution() && stem.pools().isEmpty());
        warn(none, Message.POOL_CONVOLUTION_UNUSED.at(Origin.of("Stem").at("poolConvolution")), part, report);
    }

    private static void shortcutNorm(Part<NetworkSpec> part, Report report) {
        ShortcutKind kind = part.spec().shortcut().kind();
        Problem problem =
                Message.SHORTCUT_NORM_UNUSED.at(part.at("shortcut").at("norm")).with("kind", kind);
        warn(NEVER_PROJECT.contains(kind), problem, part, report);
    }

    private static void zeroLast(Part<NetworkSpec> part, Report report) {
        boolean none =
                part.spec().norm().zeroLast() && part.spec().stages().stream().noneMatch(EffectRules::normalizes);
        warn(none, Message.ZERO_LAST_UNUSED.at(part.at("norm").at("zeroLast")), part, report);
    }

    private static void zeroLastThatNeverLearns(Part<NetworkSpec> part, Report report) {
        NetworkSpec spec = part.spec();
        boolean dead = spec.norm().zeroLast()
                && spec.activation() == ActivationKind.RELU
                && spec.stages().stream().anyMatch(stage -> activatesLastNorm(stage, spec.order()));
        warn(dead, Message.ZERO_LAST_DEAD.at(part.at("norm").at("zeroLast")), part, report);
    }

    private static void strides(Part<NetworkSpec> part, Report report) {
        for (int i = 0; i < part.spec().stages().size(); i++) {
            StageSpec stage = part.spec().stages().get(i);
            Optional<CustomBlockSpec> block = stage.custom();
            boolean ignored = stage.strideAt(i) > 1
                    && block.isPresent()
                    && ignoresStride(block.get(), part.spec().shortcut().kind());
            if (ignored) {
                Problem problem = Message.STRIDE_UNUSED
                        .at(Origin.of("ResidualStage", i).at("stride"))
                        .with("scope", "stage " + (i + 1))
                        .with("found", stage.stride())
                        .with("block", block.get().simpleName());
                warn(true, problem, part, report);
            }
        }
    }

    private static void budget(Part<NetworkSpec> part, Report report) {
        BudgetSpec budget = part.spec().budget();
        Origin origin = Origin.of("Budget");
        boolean bytes = budget.trainingBytes() != BudgetSpec.NO_LIMIT;
        boolean none = !bytes
                && budget.parameters() == BudgetSpec.NO_LIMIT
                && budget.multiplyAccumulates() == BudgetSpec.NO_LIMIT;
        if (none) {
            warn(true, Message.BUDGET_EMPTY.at(origin), part, report);
        } else {
            warn(!bytes, Message.BATCH_SIZE_UNUSED.at(origin.at("batchSize")), part, report);
        }
    }

    private static void colorJitter(Part<NetworkSpec> part, Report report) {
        part.spec().training().augmentation().colorJitter().ifPresent(jitter -> {
            Origin origin =
                    Origin.of("Training").at("augmentation").at("colorJitter").item(0);
            boolean none = jitter.values().byName().values().stream().allMatch(value -> value.equals(0.0));
            warn(none, Message.COLOR_JITTER_EMPTY.at(origin), part, report);
            int channels = part.spec().input().channels();
            for (String attribute : List.of("saturation", "hue")) {
                Problem problem = Message.COLOR_UNUSED
                        .at(origin.at(attribute))
                        .with("attribute", attribute)
                        .with("channels", channels);
                warn(!none && channels != 3 && jitter.values().real(attribute) > 0, problem, part, report);
            }
        });
    }

    private static boolean isBottleneck(StageSpec stage) {
        return stage.custom().isEmpty() && stage.block().equals(Optional.of(BlockKind.BOTTLENECK));
    }

    private static boolean normalizes(StageSpec stage) {
        return stage.custom()
                .map(block -> block.layers().stream().anyMatch(layer -> layer.kind() == LayerKind.NORMALIZATION))
                .orElse(true);
    }

    /** Whether an activation inside the body follows its last normalization. */
    private static boolean activatesLastNorm(StageSpec stage, OrderKind order) {
        if (stage.custom().isEmpty()) {
            return order == OrderKind.PRE_ACTIVATION;
        }
        List<LayerKind> kinds =
                stage.custom().get().layers().stream().map(LayerSpec::kind).toList();
        int last = kinds.lastIndexOf(LayerKind.NORMALIZATION);
        return last >= 0 && last < kinds.lastIndexOf(LayerKind.ACTIVATION);
    }

    /** With other shortcuts the two sides of the sum differ, which is an error. */
    private static boolean ignoresStride(CustomBlockSpec block, ShortcutKind shortcut) {
        return block.layers().stream().noneMatch(LayerSpec::strided)
                && (shortcut == ShortcutKind.NONE || shortcut == ShortcutKind.IDENTITY);
    }

    /** Warns of a value that was written; to write it is what is wrong, so to remove it fixes it. */
    private static void warn(boolean when, Problem problem, Part<?> part, Report report) {
        if (when && part.given().test(problem.origin())) {
            report.add(problem.fix(Edit.remove(problem.origin())));
        }
    }
}
