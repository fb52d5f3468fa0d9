package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Antialias;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.Order;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.ShortcutKind;
import dev.stagecraft.dsl.SqueezeExcitation;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** A convolution in the place of the stem's pool (Bello 2021). */
interface Revisited {
    /** All that makes a ResNet-RS: the deep stem, pooled projections and squeeze-and-excitation of ratio 4. */
    @ResidualNetwork(
            input = @Input(height = 31, width = 28, channels = 3),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION),
            squeezeExcitation = @SqueezeExcitation(ratio = 4))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 2,
            before = {3, 2},
            poolConvolution = true)
    @ResidualStage(channels = 3, blocks = 1, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Whole {
        static final Variant VARIANT = new Variant(
                new Revisited_WholeNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 2, 3, 2, 3, 2, 4).convolvingPool(),
                                Architecture.Block.BOTTLENECK.strideOn(2).squeezed(4),
                                Stage.of(1, 1, 3, 3, 12),
                                Stage.of(2, 2, 4, 4, 16))
                        .with(Architecture.Shortcut.POOLED_PROJECTION));

        private Whole() {}
    }

    /** Another window and stride, biases, and a blur that has the stride. */
    @ResidualNetwork(
            input = @Input(height = 21, width = 22, channels = 3),
            convolutionBias = true,
            antialias = Antialias.BLUR)
    @Stem(channels = 4, kernel = 3, stride = 1, pool = @MaxPool(size = 5, stride = 3), poolConvolution = true)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 5, blocks = 1)
    @Head(classes = 10)
    final class Blurred {
        static final Variant VARIANT = new Variant(
                new Revisited_BlurredNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 5, 3, 4).convolvingPool(),
                                Architecture.Block.BASIC,
                                Stage.of(1, 1, 4, 4),
                                Stage.of(1, 2, 5, 5))
                        .withBiases()
                        .with(Architecture.Antialiasing.BLUR));

        private Blurred() {}
    }

    /** Before activations, nothing follows the last convolution of the stem; an average pool has the stride. */
    @ResidualNetwork(
            input = @Input(height = 16, width = 24, channels = 3),
            order = Order.PRE_ACTIVATION,
            antialias = Antialias.AVERAGE_POOL)
    @Stem(channels = 4, kernel = 3, stride = 1, poolConvolution = true)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 6, blocks = 1)
    @Head(classes = 10)
    final class PreActivated {
        static final Variant VARIANT = new Variant(
                new Revisited_PreActivatedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 3, 2, 4).convolvingPool(),
                                Architecture.Block.BASIC.preActivation(),
                                Stage.of(1, 1, 4, 4),
                                Stage.of(1, 2, 6, 6))
                        .with(Architecture.Antialiasing.AVERAGE));

        private PreActivated() {}
    }
}
