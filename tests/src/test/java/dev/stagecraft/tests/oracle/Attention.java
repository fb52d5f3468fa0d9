package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Layer;
import dev.stagecraft.dsl.LayerKind;
import dev.stagecraft.dsl.ResidualBlock;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.SqueezeExcitation;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** Efficient channel attention (Wang 2020). */
interface Attention {
    /** Own blocks like basic ones, with attention at the end of their bodies. */
    @ResidualNetwork(input = @Input(height = 9, width = 8, channels = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, custom = Attending.class)
    @ResidualStage(channels = 6, blocks = 2, custom = Attending.class)
    @Head(classes = 10)
    final class Own {
        static final Variant VARIANT = new Variant(
                new Attention_OwnNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 4),
                        Architecture.Block.BASIC.attending("eca1", 3),
                        Stage.of(2, 1, 4, 4),
                        Stage.of(2, 2, 6, 6)));

        private Own() {}
    }

    /** More channels, and a larger kernel. */
    @ResidualNetwork(input = @Input(height = 5, width = 4, channels = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 128, blocks = 1, custom = Attending.class)
    @Head(classes = 10)
    final class Wide {
        static final Variant VARIANT = new Variant(
                new Attention_WideNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 4),
                        Architecture.Block.BASIC.attending("eca1", 5),
                        Stage.of(1, 1, 128, 128)));

        private Wide() {}
    }

    /** Declared for the whole network, whose blocks are bottlenecks that give 128 channels, after squeeze-and-excitation. */
    @ResidualNetwork(
            input = @Input(height = 7, width = 6, channels = 3),
            squeezeExcitation = @SqueezeExcitation(ratio = 32),
            efficientChannelAttention = true)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 32, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Everywhere {
        static final Variant VARIANT = new Variant(
                new Attention_EverywhereNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 4),
                        Architecture.Block.BOTTLENECK.strideOn(2).squeezed(32).attending("eca", 5),
                        Stage.of(2, 1, 32, 32, 128)));

        private Everywhere() {}
    }

    /** A basic block that weighs its channels. */
    @ResidualBlock
    @Layer(value = LayerKind.CONVOLUTION, strided = true)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.EFFICIENT_CHANNEL_ATTENTION)
    interface Attending {}
}
