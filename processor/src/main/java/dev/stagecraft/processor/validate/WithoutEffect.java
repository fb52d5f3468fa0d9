package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.ActivationKind;
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

/** Values that were written and change nothing: the network can be built, and is not what its reader takes it for. */
public final class WithoutEffect {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");
    private static final Set<ShortcutKind> NEVER_PROJECT =
            EnumSet.of(ShortcutKind.IDENTITY, ShortcutKind.ZERO_PADDED, ShortcutKind.NONE);

    private final Predicate<Origin> given;
    private final Report report;

    private WithoutEffect(Predicate<Origin> given, Report report) {
        this.given = given;
        this.report = report;
    }

    /**
     * Warns of what has no effect in a network.
     *
     * @param given whether a value was written
     */
    public static void check(NetworkSpec spec, Predicate<Origin> given, Report report) {
        new WithoutEffect(given, report).check(spec);
    }

    /** Warns of what has no effect in a block, whatever network uses it. */
    public static void check(CustomBlockSpec block, Predicate<Origin> given, Report report) {
        new WithoutEffect(given, report).check(block);
    }

    private void check(NetworkSpec spec) {
        warn(
                spec.stages().stream().noneMatch(WithoutEffect::isBottleneck),
                NETWORK.at("bottleneck"),
                "network: @Bottleneck was found, and no stage has bottleneck blocks; take it away, or declare block ="
                        + " Block.BOTTLENECK");
        warn(
                NEVER_PROJECT.contains(spec.shortcut().kind()),
                NETWORK.at("shortcut").at("norm"),
                "shortcut: norm belongs to projections, and a shortcut of the kind "
                        + spec.shortcut().kind() + " has none; take norm away");
        warn(
                spec.norm().zeroLast() && spec.stages().stream().noneMatch(WithoutEffect::normalizes),
                NETWORK.at("norm").at("zeroLast"),
                "norm: zeroLast is for the last normalisation of a block, and no block has one; take it away, or add"
                        + " @Layer(LayerKind.NORMALIZATION)");
        warn(
                spec.norm().zeroLast()
                        && spec.activation() == ActivationKind.RELU
                        && spec.stages().stream().anyMatch(stage -> activatesLastNorm(stage, spec.order())),
                NETWORK.at("norm").at("zeroLast"),
                "norm: zeroLast begins a block's last normalisation at zero, and a ReLU after it passes no gradient there,"
                        + " so that the block never learns; take zeroLast away, or choose another activation");
        for (int i = 0; i < spec.stages().size(); i++) {
            int position = i;
            StageSpec stage = spec.stages().get(i);
            stage.custom()
                    .ifPresent(block -> warn(
                            stage.strideAt(position) > 1
                                    && ignoresStride(block, spec.shortcut().kind()),
                            Origin.of("ResidualStage", position).at("stride"),
                            "stage " + (position + 1) + ": stride is " + stage.stride() + ", and neither a layer of "
                                    + block.simpleName()
                                    + " nor the shortcut carries it; take stride away, or declare a"
                                    + " convolution with strided = true"));
        }
        check(spec.budget());
    }

    private void check(BudgetSpec budget) {
        Origin origin = Origin.of("Budget");
        boolean bytes = budget.trainingBytes() != BudgetSpec.NO_LIMIT;
        boolean none = !bytes
                && budget.parameters() == BudgetSpec.NO_LIMIT
                && budget.multiplyAccumulates() == BudgetSpec.NO_LIMIT;
        if (none) {
            warn(
                    true,
                    origin,
                    "budget: no limit was found, one or more were expected; add for example parameters ="
                            + " 30_000_000, or take @Budget away");
        } else {
            warn(
                    !bytes,
                    origin.at("batchSize"),
                    "budget: batchSize belongs to trainingBytes, and there is none; take batchSize away, or add"
                            + " trainingBytes");
        }
    }

    private void check(CustomBlockSpec block) {
        for (int i = 0; i < block.layers().size(); i++) {
            LayerSpec layer = block.layers().get(i);
            Origin origin = Origin.of("Layer", i).on(block.type());
            for (String attribute : new String[] {"kernel", "width", "groups"}) {
                warn(
                        layer.kind() != LayerKind.CONVOLUTION,
                        origin.at(attribute),
                        block.simpleName() + ", layer " + (i + 1) + ": " + attribute
                                + " belongs to convolutions, found was one on " + layer.kind() + "; take it away");
            }
        }
    }

    private static boolean isBottleneck(StageSpec stage) {
        return stage.custom().isEmpty() && stage.block().equals(Optional.of(BlockKind.BOTTLENECK));
    }

    private static boolean normalizes(StageSpec stage) {
        return stage.custom()
                .map(block -> block.layers().stream().anyMatch(layer -> layer.kind() == LayerKind.NORMALIZATION))
                .orElse(true);
    }

    /** Whether an activation inside the body follows its last normalisation. */
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
        return block.declared()
                && block.layers().stream().noneMatch(LayerSpec::strided)
                && (shortcut == ShortcutKind.NONE || shortcut == ShortcutKind.IDENTITY);
    }

    private void warn(boolean when, Origin origin, String text) {
        if (when && given.test(origin)) {
            report.add(Code.NO_EFFECT, origin, text);
        }
    }
}
