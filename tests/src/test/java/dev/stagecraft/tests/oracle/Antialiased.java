package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Antialias;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Layer;
import dev.stagecraft.dsl.LayerKind;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.Order;
import dev.stagecraft.dsl.ResidualBlock;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.ShortcutKind;
import dev.stagecraft.dsl.SqueezeExcitation;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** Anti-aliased down-sampling (Zhang 2019). */
interface Antialiased {
    /** Own blocks like basic ones, with a blur before the second convolution; strides of 1, 2 and 3. */
    @ResidualNetwork(input = @Input(height = 13, width = 12, channels = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, custom = Blurring.class)
    @ResidualStage(channels = 6, blocks = 2, custom = Blurring.class)
    @ResidualStage(channels = 8, blocks = 1, stride = 3, custom = Blurring.class)
    @Head(classes = 10)
    final class Own {
        static final Variant VARIANT = new Variant(
                new Antialiased_OwnNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BASIC,
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 6, 6),
                                Stage.of(1, 3, 8, 8))
                        .with(Architecture.Antialiasing.BLUR));

        private Own() {}
    }

    /** Declared for the whole network, with a pool, groups and the stride on the 3×3. */
    @ResidualNetwork(
            input = @Input(height = 29, width = 26, channels = 3),
            bottleneck = @Bottleneck(groups = 2),
            antialias = Antialias.BLUR)
    @Stem(channels = 4, kernel = 7, stride = 2, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 1, block = Block.BOTTLENECK)
    @ResidualStage(channels = 6, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Bottlenecks {
        static final Variant VARIANT = new Variant(
                new Antialiased_BottlenecksNetwork(),
                Architecture.of(
                                Architecture.Stem.of(7, 2, 3, 2, 4),
                                Architecture.Block.BOTTLENECK.strideOn(2).grouped(2),
                                Stage.of(1, 1, 8, 8, 16),
                                Stage.of(2, 2, 12, 12, 24))
                        .with(Architecture.Antialiasing.BLUR));

        private Bottlenecks() {}
    }

    /** The stride on the first 1×1, before which nothing is blurred; pooled shortcuts have their own. */
    @ResidualNetwork(
            input = @Input(height = 15, width = 12, channels = 3),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION),
            bottleneck = @Bottleneck(expansion = 2, strideOnFirst = true),
            antialias = Antialias.BLUR)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 3, blocks = 1, stride = 3, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class StrideOnFirst {
        static final Variant VARIANT = new Variant(
                new Antialiased_StrideOnFirstNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BOTTLENECK,
                                Stage.of(1, 3, 3, 3, 6),
                                Stage.of(2, 2, 4, 4, 8))
                        .with(Architecture.Shortcut.POOLED_PROJECTION)
                        .with(Architecture.Antialiasing.BLUR));

        private StrideOnFirst() {}
    }

    /** Pre-activated basic blocks after a deep stem, whose first convolution keeps its stride. */
    @ResidualNetwork(
            input = @Input(height = 27, width = 30, channels = 3),
            order = Order.PRE_ACTIVATION,
            antialias = Antialias.BLUR)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 2,
            before = {3},
            pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class PreActivated {
        static final Variant VARIANT = new Variant(
                new Antialiased_PreActivatedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 2, 3, 2, 3, 4),
                                Architecture.Block.BASIC.preActivation(),
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 6, 6))
                        .with(Architecture.Antialiasing.BLUR));

        private PreActivated() {}
    }

    /** By average pools: a deep stem of an odd size, whose last pixels fill no window, groups, and pooled projections. */
    @ResidualNetwork(
            input = @Input(height = 49, width = 33, channels = 3),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION),
            bottleneck = @Bottleneck(groups = 2),
            squeezeExcitation = @SqueezeExcitation(ratio = 4, divisor = 2),
            antialias = Antialias.AVERAGE_POOL)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 2,
            before = {3},
            pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 1, block = Block.BOTTLENECK)
    @ResidualStage(channels = 6, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 6, blocks = 1, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Averaged {
        static final Variant VARIANT = new Variant(
                new Antialiased_AveragedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 2, 3, 2, 3, 4),
                                Architecture.Block.BOTTLENECK
                                        .strideOn(2)
                                        .grouped(2)
                                        .squeezed(4, 2),
                                Stage.of(1, 1, 8, 8, 16),
                                Stage.of(2, 2, 12, 12, 24),
                                Stage.of(1, 2, 12, 12, 24))
                        .with(Architecture.Shortcut.POOLED_PROJECTION)
                        .with(Architecture.Antialiasing.AVERAGE));

        private Averaged() {}
    }

    /** Pre-activated basic blocks with average pools of two sizes. */
    @ResidualNetwork(
            input = @Input(height = 24, width = 36, channels = 3),
            order = Order.PRE_ACTIVATION,
            antialias = Antialias.AVERAGE_POOL)
    @Stem(channels = 4, kernel = 3, stride = 1, pool = @MaxPool(stride = 2))
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 6, blocks = 2, stride = 3)
    @ResidualStage(channels = 8, blocks = 1)
    @Head(classes = 10)
    final class AveragedPreActivated {
        static final Variant VARIANT = new Variant(
                new Antialiased_AveragedPreActivatedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 3, 2, 4),
                                Architecture.Block.BASIC.preActivation(),
                                Stage.of(1, 1, 4, 4),
                                Stage.of(2, 3, 6, 6),
                                Stage.of(1, 2, 8, 8))
                        .with(Architecture.Antialiasing.AVERAGE));

        private AveragedPreActivated() {}
    }

    /** A basic block whose stride is a blur's. */
    @ResidualBlock
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(value = LayerKind.BLUR, strided = true)
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    interface Blurring {}
}
