package dev.stagecraft.tests;

import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.Stem;

/** Networks small enough to look at every value; together they hold every kind of operation that is generated. */
interface SmallNet {
    /** Odd and even sizes, so that all three ways of padding occur. */
    @ResidualNetwork(input = @Input(height = 13, width = 10, channels = 1))
    @Stem(channels = 4, kernel = 5, stride = 1, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Paper {
        private Paper() {}
    }

    /** The variables of {@link Paper} in names and shapes, and another stride. */
    @ResidualNetwork(input = @Input(height = 13, width = 10, channels = 1))
    @Stem(channels = 4, kernel = 5, stride = 2, pool = @MaxPool)
    @ResidualStage(channels = 4, blocks = 2)
    @ResidualStage(channels = 6, blocks = 2)
    @Head(classes = 10)
    final class Likewise {
        private Likewise() {}
    }

    /** D2L's form, with an even pool. */
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

    /** Bottlenecks, the stride once on the first convolution. */
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
}
