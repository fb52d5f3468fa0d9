package dev.stagecraft.samples;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.Training;

/**
 * {@link FashionResNet18} at Fashion-MNIST's own 28×28 pixels: the network to begin with on a CPU.
 *
 * <p>So small an image is a single pixel in the last stage, where the text's batches and learning rate make the test
 * accuracy jump from epoch to epoch; smaller ones learn as fast and stay.
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
