package dev.stagecraft.tests.pinned;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** The network that the pinned checkpoints were trained in; changing it makes them worthless. */
@ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1), stochasticDepth = 0.2)
@Stem(
        channels = 4,
        kernel = 3,
        stride = 1,
        pool = {})
@ResidualStage(channels = 4, blocks = 1)
@ResidualStage(channels = 6, blocks = 1)
@Head(classes = 10, dropout = 0.25)
final class PinnedNet {
    private PinnedNet() {}
}
