package dev.stagecraft.samples;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** {@link FashionResNet18} at Fashion-MNIST's own 28×28 pixels: the network to begin with on a CPU. */
@ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))
@Stem(channels = 64, kernel = 7, stride = 2, pool = @MaxPool(size = 3, stride = 2))
@ResidualStage(channels = 64, blocks = 2)
@ResidualStage(channels = 128, blocks = 2)
@ResidualStage(channels = 256, blocks = 2)
@ResidualStage(channels = 512, blocks = 2)
@Head(classes = 10)
final class QuickstartResNet18 {
    private QuickstartResNet18() {}
}
