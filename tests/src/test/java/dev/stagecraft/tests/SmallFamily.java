package dev.stagecraft.tests;

import dev.stagecraft.dsl.Activation;
import dev.stagecraft.dsl.Antialias;
import dev.stagecraft.dsl.BatchNorm;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Features;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.KernelInitializer;
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

/** Small networks of the wider family; with {@link SmallNet} they hold every kind of operation that is generated. */
public interface SmallFamily {
    /** Full pre-activation, a deep stem, pooled projections, smooth activation. */
    @ResidualNetwork(
            input = @Input(height = 13, width = 10, channels = 1),
            order = Order.PRE_ACTIVATION,
            activation = Activation.SILU,
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION, norm = true),
            initializer = KernelInitializer.HE_NORMAL)
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
            shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED),
            initializer = KernelInitializer.HE_UNIFORM_FAN_OUT)
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

    /** Grouped bottlenecks with squeeze-and-excitation and GELU, projections everywhere. */
    @ResidualNetwork(
            input = @Input(height = 10, width = 10, channels = 1),
            activation = Activation.GELU,
            shortcut = @Shortcut(kind = ShortcutKind.PROJECTION_EVERYWHERE),
            bottleneck = @Bottleneck(expansion = 2, groups = 2, groupWidth = 32),
            squeezeExcitation = @SqueezeExcitation(ratio = 2),
            initializer = KernelInitializer.GLOROT_NORMAL)
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

    /** A plain network: no shortcuts. */
    @ResidualNetwork(
            input = @Input(height = 8, width = 8, channels = 1),
            shortcut = @Shortcut(kind = ShortcutKind.NONE),
            initializer = KernelInitializer.HE_UNIFORM)
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Plain {
        private Plain() {}
    }

    /** Blocks of the developer's own: pre-activation before a grouped and a wide convolution. */
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

    /** Efficient channel attention before the first convolution and at the end of a body. */
    @ResidualNetwork(input = @Input(height = 9, width = 8, channels = 1))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, custom = Attending.class)
    @ResidualStage(channels = 6, blocks = 2, custom = Attending.class)
    @Head(classes = 10)
    final class Attentive {
        private Attentive() {}
    }

    /** What {@link Attentive} is made of. */
    @ResidualBlock
    @Layer(LayerKind.EFFICIENT_CHANNEL_ATTENTION)
    @Layer(value = LayerKind.CONVOLUTION, strided = true)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.EFFICIENT_CHANNEL_ATTENTION)
    final class Attending {
        private Attending() {}
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
    final class AttentiveEverywhere {
        private AttentiveEverywhere() {}
    }

    /** Blurs before the first convolution and in the place of strides, of two sizes. */
    @ResidualNetwork(input = @Input(height = 13, width = 12, channels = 1))
    @Stem(
            channels = 2,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 2, blocks = 2, custom = Blurring.class)
    @ResidualStage(channels = 3, blocks = 1, custom = Blurring.class)
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

    /** Anti-aliased by average pools: basic blocks and the stem's pool, pooled projections. */
    @ResidualNetwork(
            input = @Input(height = 13, width = 12, channels = 1),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION),
            antialias = Antialias.AVERAGE_POOL)
    @Stem(channels = 4, kernel = 3, stride = 1, pool = @MaxPool(stride = 3))
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 5, blocks = 2)
    @Head(classes = 10)
    final class Averaged {
        private Averaged() {}
    }

    /** A convolution in the place of the stem's pool, after a deep stem, and a divisor of squeeze-and-excitation. */
    @ResidualNetwork(
            input = @Input(height = 14, width = 13, channels = 1),
            shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION),
            squeezeExcitation = @SqueezeExcitation(ratio = 4, divisor = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 2,
            before = {2},
            poolConvolution = true)
    @ResidualStage(channels = 2, blocks = 1, block = Block.BOTTLENECK)
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class Revisited {
        private Revisited() {}
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
