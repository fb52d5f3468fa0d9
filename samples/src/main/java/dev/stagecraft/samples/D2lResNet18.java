package dev.stagecraft.samples;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Shortcut;
import dev.stagecraft.dsl.Stem;

/**
 * ResNet-18 as in the code of <i>Dive into Deep Learning</i>: convolutions have biases, and the 1×1 convolution of a
 * shortcut is not normalized.
 */
@ResidualNetwork(
        input = @Input(height = 224, width = 224, channels = 1),
        convolutionBias = true,
        shortcut = @Shortcut(norm = false))
@Stem(channels = 64, kernel = 7, stride = 2, pool = @MaxPool(size = 3, stride = 2))
@ResidualStage(channels = 64, blocks = 2)
@ResidualStage(channels = 128, blocks = 2)
@ResidualStage(channels = 256, blocks = 2)
@ResidualStage(channels = 512, blocks = 2)
@Head(classes = 10)
final class D2lResNet18 {
    private D2lResNet18() {}
}
