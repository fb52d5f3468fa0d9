package dev.stagecraft.samples;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.Training;

/**
 * {@link FashionResNet18} for the original size of Fashion-MNIST, 28×28 pixels: the network to start with on a CPU.
 *
 * <p>In the last stage such a small image is a single pixel. With the batch size and learning rate of D2L the test
 * accuracy then varies strongly from epoch to epoch. With the smaller values here the network learns as fast and more
 * steadily.
 */
@ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))
@Training(batchSize = 128, learningRate = 0.02)
@Stem(channels = 64, kernel = 7, stride = 2, pool = @MaxPool(size = 3, stride = 2))
@ResidualStage(channels = 64, blocks = 2)
@ResidualStage(channels = 128, blocks = 2)
@ResidualStage(channels = 256, blocks = 2)
@ResidualStage(channels = 512, blocks = 2)
@Head(classes = 10)
final class QuickstartResNet18 {
    private QuickstartResNet18() {}
}
