package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.BatchNorm;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Norm;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** He 2015: two blocks of each stage, the size halved once, from odd and from even sizes. */
interface PostActivated {
    @ResidualNetwork(input = @Input(height = 33, width = 30, channels = 3))
    @Stem(channels = 4, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Basic {
        static final Variant VARIANT = new Variant(
                new PostActivated_BasicNetwork(),
                Architecture.of(
                        Architecture.Stem.of(7, 2, 3, 2, 4),
                        Architecture.Block.BASIC,
                        Stage.of(2, 1, 4, 4),
                        Stage.of(2, 2, 6, 6)));

        private Basic() {}
    }

    /** The stride on the first 1×1, and a normalization of its own. */
    @ResidualNetwork(
            input = @Input(height = 17, width = 14, channels = 3),
            norm = @BatchNorm(momentum = 0.7, epsilon = 1e-3),
            bottleneck = @Bottleneck(strideOnFirst = true))
    @Stem(
            channels = 5,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class StrideOnFirst {
        static final Variant VARIANT = new Variant(
                new PostActivated_StrideOnFirstNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 5),
                                Architecture.Block.BOTTLENECK,
                                Stage.of(2, 1, 3, 3, 12),
                                Stage.of(2, 2, 4, 4, 16))
                        .with(new Norm(0.7f, 1e-3f)));

        private StrideOnFirst() {}
    }

    /** The stride on the 3×3, "v1.5". */
    @ResidualNetwork(input = @Input(height = 17, width = 14, channels = 3))
    @Stem(
            channels = 5,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 3, blocks = 2, block = Block.BOTTLENECK)
    @ResidualStage(channels = 4, blocks = 2, block = Block.BOTTLENECK)
    @Head(classes = 10)
    final class StrideOnSecond {
        static final Variant VARIANT = new Variant(
                new PostActivated_StrideOnSecondNetwork(),
                Architecture.of(
                        Architecture.Stem.of(3, 1, 0, 0, 5),
                        Architecture.Block.BOTTLENECK.strideOn(2),
                        Stage.of(2, 1, 3, 3, 12),
                        Stage.of(2, 2, 4, 4, 16)));

        private StrideOnSecond() {}
    }

    /** D2L's listing: biases, and nothing after the projection; an even pool. */
    @ResidualNetwork(
            input = @Input(height = 28, width = 27, channels = 1),
            convolutionBias = true,
            shortcut = @Shortcut(norm = false))
    @Stem(channels = 4, kernel = 5, stride = 1, pool = @MaxPool(size = 2, stride = 2))
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 8, blocks = 2)
    @Head(classes = 10)
    final class Text {
        static final Variant VARIANT = new Variant(
                new PostActivated_TextNetwork(),
                Architecture.of(
                                Architecture.Stem.of(5, 1, 2, 2, 4),
                                Architecture.Block.BASIC,
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 8, 8))
                        .with(Architecture.Shortcut.BARE_PROJECTION)
                        .withBiases());

        private Text() {}
    }
}
