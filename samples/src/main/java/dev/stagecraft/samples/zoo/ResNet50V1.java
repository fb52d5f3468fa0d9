package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Bottleneck;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** ResNet-50 (He 2015, Table 1). The stride is on the first 1×1. */
@ResidualNetwork(
        input = @Input(height = 224, width = 224, channels = 3),
        bottleneck = @Bottleneck(strideOnFirst = true))
@Stem
@ResidualStage(channels = 64, blocks = 3, block = Block.BOTTLENECK)
@ResidualStage(channels = 128, blocks = 4, block = Block.BOTTLENECK)
@ResidualStage(channels = 256, blocks = 6, block = Block.BOTTLENECK)
@ResidualStage(channels = 512, blocks = 3, block = Block.BOTTLENECK)
@Head(classes = 1000)
final class ResNet50V1 {
    private ResNet50V1() {}
}
