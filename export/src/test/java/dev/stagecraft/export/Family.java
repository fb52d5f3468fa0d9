package dev.stagecraft.export;

import dev.stagecraft.dsl.Activation;
import dev.stagecraft.dsl.Antialias;
import dev.stagecraft.dsl.BatchNorm;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Features;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Layer;
import dev.stagecraft.dsl.LayerKind;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.Order;
import dev.stagecraft.dsl.Padding;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualBlock;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Resize;
import dev.stagecraft.dsl.ResizeFilter;
import dev.stagecraft.dsl.ResizeMode;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.ShortcutKind;
import dev.stagecraft.dsl.SqueezeExcitation;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.runtime.network.Network;
import java.util.List;

/** Small networks that together are made of every kind of operation that is generated. */
public interface Family {
    /** All of them, with a head. */
    List<Network> ALL = List.of(
            new Family_PaperNetwork(),
            new Family_TextNetwork(),
            new Family_EvenNetwork(),
            new Family_BottlenecksNetwork(),
            new Family_PreActivationNetwork(),
            new Family_ZeroPaddedNetwork(),
            new Family_ExcitedNetwork(),
            new Family_CustomNetwork(),
            new Family_AttentiveNetwork(),
            new Family_BlurredNetwork(),
            new Family_AntialiasedNetwork(),
            new Family_AveragePooledNetwork(),
            new Family_PooledByConvolutionNetwork(),
            new Family_RandomNetwork(),
            new Family_ColoredNetwork(),
            new Family_BareNetwork().withHead(10));

    /** Odd and even sizes. */
    @ResidualNetwork(input = @Input(height = 13, width = 10, channels = 1))
    @Stem(channels = 4, kernel = 5, stride = 2, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Paper {
        private Paper() {}
    }

    /** Convolutions with a bias, shortcuts without a normalization, an even pool. */
    @ResidualNetwork(
            input = @Input(height = 12, width = 12, channels = 1),
            convolutionBias = true,
            shortcut = @Shortcut(norm = false))
    @Stem(channels = 4, kernel = 3, stride = 2, pool = @MaxPool(size = 2, stride = 2))
    @ResidualStage(channels = 6, blocks = 1)
    @ResidualStage(channels = 6, blocks = 1, stride = 1)
    @Head(classes = 10)
    final class Text {
        private Text() {}
    }

    /** TensorFlow's padding, uneven wherever a stride meets an even size. */
    @ResidualNetwork(input = @Input(height = 14, width = 11, channels = 1), padding = Padding.SAME)
    @Stem(channels = 4, kernel = 7, stride = 2, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 6, blocks = 1)
    @Head(classes = 10)
    final class Even {
        private Even() {}
    }

    /** The stride on the first convolution of bottlenecks. */
    @ResidualNetwork(
            input = @Input(height = 9, width = 9, channels = 1),
            bottleneck = @Bottleneck(expansion = 3, strideOnFirst = true))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 5, blocks = 1, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Bottlenecks {
        private Bottlenecks() {}
    }

    /** Pre-activation, a deep stem, pooled projections over odd sizes, SiLU. */
    @ResidualNetwork(
            input = @Input(height = 13, width = 10, channels = 1),
            order = Order.PRE_ACTIVATION,
            activation = Activation.SILU,
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION, norm = true))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            before = {3, 4})
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 5, blocks = 2)
    @Head(classes = 10)
    final class PreActivation {
        private PreActivation() {}
    }

    /** Zero-padded shortcuts and leaky rectifiers. */
    @ResidualNetwork(
            input = @Input(height = 9, width = 12, channels = 1),
            activation = Activation.LEAKY_RELU,
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
        private ZeroPadded() {}
    }

    /** Grouped bottlenecks with squeeze-and-excitation and GELU. */
    @ResidualNetwork(
            input = @Input(height = 10, width = 10, channels = 1),
            activation = Activation.GELU,
            shortcut = @Shortcut(kind = ShortcutKind.PROJECTION_EVERYWHERE),
            bottleneck = @Bottleneck(expansion = 2, groups = 2, groupWidth = 32),
            squeezeExcitation = @SqueezeExcitation(ratio = 2))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 6, blocks = 1, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Excited {
        private Excited() {}
    }

    /** Blocks of the developer's own. */
    @ResidualNetwork(input = @Input(height = 11, width = 8, channels = 1), convolutionBias = true)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, custom = Own.class)
    @ResidualStage(channels = 8, blocks = 2, custom = Own.class)
    @Head(classes = 10)
    final class Custom {
        private Custom() {}
    }

    /** What {@link Custom} is made of. */
    @ResidualBlock(activateSum = false)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(value = LayerKind.CONVOLUTION, kernel = 5, strided = true, width = 1.5)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(value = LayerKind.CONVOLUTION, width = 2, groups = 2)
    final class Own {
        private Own() {}
    }

    /** Efficient channel attention in every block, pre-activated. */
    @ResidualNetwork(
            input = @Input(height = 8, width = 7, channels = 1),
            order = Order.PRE_ACTIVATION,
            efficientChannelAttention = true)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Attentive {
        private Attentive() {}
    }

    /** Blurs before the first convolution and in the place of strides. */
    @ResidualNetwork(input = @Input(height = 13, width = 12, channels = 1))
    @Stem(
            channels = 2,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 2, blocks = 2, custom = Blurring.class)
    @ResidualStage(channels = 4, blocks = 1, stride = 3, custom = Blurring.class)
    @Head(classes = 10)
    final class Blurred {
        private Blurred() {}
    }

    /** What {@link Blurred} is made of. */
    @ResidualBlock(activateSum = false)
    @Layer(LayerKind.BLUR)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(value = LayerKind.BLUR, strided = true)
    @Layer(LayerKind.CONVOLUTION)
    final class Blurring {
        private Blurring() {}
    }

    /** Anti-aliased: bottlenecks and the stem's pool. */
    @ResidualNetwork(input = @Input(height = 13, width = 11, channels = 1), antialias = Antialias.BLUR)
    @Stem(channels = 4, kernel = 3, stride = 1)
    @ResidualStage(channels = 2, blocks = 1, block = Block.BOTTLENECK)
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Antialiased {
        private Antialiased() {}
    }

    /** An average pool carries each stride. */
    @ResidualNetwork(input = @Input(height = 16, width = 12, channels = 1), antialias = Antialias.AVERAGE_POOL)
    @Stem(channels = 4, kernel = 3, stride = 1, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class AveragePooled {
        private AveragePooled() {}
    }

    /** The stem of ResNet-RS, and its squeeze-and-excitation with a divisor. */
    @ResidualNetwork(
            input = @Input(height = 16, width = 13, channels = 1),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION),
            squeezeExcitation = @SqueezeExcitation(ratio = 4, divisor = 2))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            before = {2, 2},
            pool = @MaxPool,
            poolConvolution = true)
    @ResidualStage(channels = 4, blocks = 1, block = Block.BOTTLENECK)
    @ResidualStage(channels = 8, blocks = 1, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class PooledByConvolution {
        private PooledByConvolution() {}
    }

    /** Whose training is random. */
    @ResidualNetwork(
            input = @Input(height = 8, width = 8, channels = 1),
            norm = @BatchNorm(zeroLast = true),
            stochasticDepth = 0.5)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 3)
    @ResidualStage(channels = 6, blocks = 3)
    @Head(classes = 10, dropout = 0.25)
    final class Random {
        private Random() {}
    }

    /** Pictures in color, cropped and standardized. */
    @ResidualNetwork(
            input =
                    @Input(
                            height = 16,
                            width = 12,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BICUBIC, share = 0.875)))
    @Stem(channels = 4, kernel = 3, stride = 2)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 6, blocks = 1)
    @Head(classes = 10)
    final class Colored {
        private Colored() {}
    }

    /** A network that torchvision has. */
    @ResidualNetwork(preset = Preset.RESNET_18, input = @Input(height = 32, width = 32))
    @Head(classes = 10)
    final class Known {
        private Known() {}
    }

    /** Without a head. */
    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1), order = Order.PRE_ACTIVATION)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 1)
    @Features
    final class Bare {
        private Bare() {}
    }
}
