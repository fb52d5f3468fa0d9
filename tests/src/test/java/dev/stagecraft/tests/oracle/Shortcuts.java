package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Activation;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.ShortcutKind;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** Ways around a block other than option B's. */
interface Shortcuts {
    /** Option A, as in He 2015's networks for CIFAR. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 8, blocks = 2)
    @Head(classes = 10)
    final class ZeroPadded {
        static final Variant VARIANT = new Variant(
                new Shortcuts_ZeroPaddedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BASIC,
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 8, 8))
                        .with(Architecture.Shortcut.ZEROS));

        private ZeroPadded() {}
    }

    /** Option C. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            activation = Activation.LEAKY_RELU,
            shortcut = @Shortcut(kind = ShortcutKind.PROJECTION_EVERYWHERE))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Everywhere {
        static final Variant VARIANT = new Variant(
                new Shortcuts_EverywhereNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BASIC,
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 6, 6))
                        .with(Architecture.Shortcut.PROJECTIONS)
                        .with(Architecture.Activation.LEAKY_RELU));

        private Everywhere() {}
    }

    /** "ResNet-D", the deep stem included; the average pool meets an odd height, 9, and an even width, 8. */
    @ResidualNetwork(
            input = @Input(height = 33, width = 30, channels = 3),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION))
    @Stem(
            channels = 6,
            kernel = 3,
            before = {3, 4},
            pool = @MaxPool)
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Pooled {
        static final Variant VARIANT = new Variant(
                new Shortcuts_PooledNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 2, 3, 2, 3, 4, 6),
                                Architecture.Block.BOTTLENECK.strideOn(2),
                                Stage.of(2, 1, 3, 3, 12),
                                Stage.of(2, 2, 4, 4, 16))
                        .with(Architecture.Shortcut.POOLED_PROJECTION));

        private Pooled() {}
    }

    /** The plain network that He 2015 compares with. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            shortcut = @Shortcut(kind = ShortcutKind.NONE))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Plain {
        static final Variant VARIANT = new Variant(
                new Shortcuts_PlainNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BASIC,
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 6, 6))
                        .with(Architecture.Shortcut.NONE));

        private Plain() {}
    }
}
