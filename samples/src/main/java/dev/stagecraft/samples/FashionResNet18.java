package dev.stagecraft.samples;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.MaxPool;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** ResNet-18 for Fashion-MNIST resized to 96×96, in the paper's form (He 2015, Table 1). */
@ResidualNetwork(input = @Input(height = 96, width = 96, channels = 1))
@Stem(channels = 64, kernel = 7, stride = 2, pool = @MaxPool(size = 3, stride = 2))
@ResidualStage(channels = 64, blocks = 2)
@ResidualStage(channels = 128, blocks = 2)
@ResidualStage(channels = 256, blocks = 2)
@ResidualStage(channels = 512, blocks = 2)
@Head(classes = 10)
final class FashionResNet18 {
    private FashionResNet18() {}
}
