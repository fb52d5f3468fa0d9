package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** ResNet-101 (He 2015, Table 1). The stride is on the 3×3 ("v1.5"). */
@ResidualNetwork(input = @Input(height = 224, width = 224, channels = 3))
@Stem
@ResidualStage(channels = 64, blocks = 3, block = Block.BOTTLENECK)
@ResidualStage(channels = 128, blocks = 4, block = Block.BOTTLENECK)
@ResidualStage(channels = 256, blocks = 23, block = Block.BOTTLENECK)
@ResidualStage(channels = 512, blocks = 3, block = Block.BOTTLENECK)
@Head(classes = 1000)
final class ResNet101 {
    private ResNet101() {}
}
