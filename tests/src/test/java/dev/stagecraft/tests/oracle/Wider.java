package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Activation;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Order;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.SqueezeExcitation;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** Squeeze-and-excitation (Hu 2017), aggregated transformations (Xie 2016), wide blocks (Zagoruyko 2016), and drops. */
interface Wider {
    /** The squeezed layer has a rectifier of its own, whatever the network's activation. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            activation = Activation.GELU,
            squeezeExcitation = @SqueezeExcitation(ratio = 4))
    @Stem(
            channels = 5,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Squeezed {
        static final Variant VARIANT = new Variant(
                new Wider_SqueezedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 5),
                                Architecture.Block.BOTTLENECK.strideOn(2).squeezed(4),
                                Stage.of(2, 1, 3, 3, 12),
                                Stage.of(2, 2, 4, 4, 16))
                        .with(Architecture.Activation.GELU));

        private Squeezed() {}
    }

    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            order = Order.PRE_ACTIVATION,
            squeezeExcitation = @SqueezeExcitation(ratio = 2))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class SqueezedPreActivated {
        static final Variant VARIANT = new Variant(
                new Wider_SqueezedPreActivatedNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 4),
                        Architecture.Block.BASIC.preActivation().squeezed(2),
                        Stage.of(2, 1, 4, 4),
                        Stage.of(2, 2, 6, 6)));

        private SqueezedPreActivated() {}
    }

    /** The squeezed layers have a single multiple in the first stage, and in the second two, a half rounded up. */
    @ResidualNetwork(
            input = @Input(height = 9, width = 8, channels = 3),
            squeezeExcitation = @SqueezeExcitation(ratio = 2, divisor = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 9, blocks = 2)
    @Head(classes = 10)
    final class SqueezedToMultiples {
        static final Variant VARIANT = new Variant(
                new Wider_SqueezedToMultiplesNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 4),
                        Architecture.Block.BASIC.squeezed(2, 3),
                        Stage.of(1, 1, 4, 4),
                        Stage.of(2, 2, 9, 9)));

        private SqueezedToMultiples() {}
    }

    /** Two groups, of 2 channels in the first stage and 3 in the second. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            bottleneck = @Bottleneck(expansion = 2, groups = 2, groupWidth = 32))
    @Stem(
            channels = 5,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 6, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Grouped {
        static final Variant VARIANT = new Variant(
                new Wider_GroupedNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 5),
                        Architecture.Block.BOTTLENECK.strideOn(2).grouped(2),
                        Stage.of(2, 1, 4, 4, 8),
                        Stage.of(2, 2, 6, 6, 12)));

        private Grouped() {}
    }

    /** Three groups, as wide as the stage each, before activations, and with biases. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            order = Order.PRE_ACTIVATION,
            convolutionBias = true,
            bottleneck = @Bottleneck(expansion = 4, groups = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 2, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class GroupedPreActivated {
        static final Variant VARIANT = new Variant(
                new Wider_GroupedPreActivatedNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BOTTLENECK
                                        .strideOn(2)
                                        .grouped(3)
                                        .preActivation(),
                                Stage.of(2, 1, 6, 6, 8),
                                Stage.of(2, 2, 9, 9, 12))
                        .withBiases());

        private GroupedPreActivated() {}
    }

    /** Twice as wide inside. */
    @ResidualNetwork(input = @Input(height = 17, width = 14, channels = 3), bottleneck = @Bottleneck(groupWidth = 128))
    @Stem(
            channels = 5,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 2, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Wide {
        static final Variant VARIANT = new Variant(
                new Wider_WideNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 5),
                        Architecture.Block.BOTTLENECK.strideOn(2),
                        Stage.of(2, 1, 4, 4, 8),
                        Stage.of(2, 2, 6, 6, 12)));

        private Wide() {}
    }

    /** Huang 2016 and Srivastava 2014: what a training step drops at random, evaluation has whole and unscaled. */
    @ResidualNetwork(input = @Input(height = 17, width = 14, channels = 3), stochasticDepth = 0.5)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10, dropout = 0.5)
    final class Dropping {
        static final Variant VARIANT = new Variant(
                new Wider_DroppingNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 4),
                        Architecture.Block.BASIC,
                        Stage.of(2, 1, 4, 4),
                        Stage.of(2, 2, 6, 6)));

        private Dropping() {}
    }
}
