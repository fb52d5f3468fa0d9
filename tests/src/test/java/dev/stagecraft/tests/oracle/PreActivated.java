package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Activation;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.Order;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.ShortcutKind;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** He 2016, full pre-activation. */
interface PreActivated {
    @ResidualNetwork(input = @Input(height = 33, width = 30, channels = 3), order = Order.PRE_ACTIVATION)
    @Stem(channels = 4, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Basic {
        static final Variant VARIANT = new Variant(
                new PreActivated_BasicNetwork(),
                Architecture.of(
                        Architecture.Stem.of(7, 2, 3, 2, 4),
                        Architecture.Block.BASIC.preActivation(),
                        Stage.of(2, 1, 4, 4),
                        Stage.of(2, 2, 6, 6)));

        private Basic() {}
    }

    /** A projection stands in the first stage too, where only channels change. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            order = Order.PRE_ACTIVATION,
            activation = Activation.SILU)
    @Stem(
            channels = 5,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Bottleneck {
        static final Variant VARIANT = new Variant(
                new PreActivated_BottleneckNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 5),
                                Architecture.Block.BOTTLENECK.strideOn(2).preActivation(),
                                Stage.of(2, 1, 3, 3, 12),
                                Stage.of(2, 2, 4, 4, 16))
                        .with(Architecture.Activation.SILU));

        private Bottleneck() {}
    }

    /** As the paper's 110 layers for CIFAR. */
    @ResidualNetwork(
            input = @Input(height = 13, width = 14, channels = 3),
            order = Order.PRE_ACTIVATION,
            shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 7, blocks = 2)
    @Head(classes = 10)
    final class ZeroPadded {
        static final Variant VARIANT = new Variant(
                new PreActivated_ZeroPaddedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BASIC.preActivation(),
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 7, 7))
                        .with(Architecture.Shortcut.ZEROS));

        private ZeroPadded() {}
    }
}
