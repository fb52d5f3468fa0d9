package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/**
 * ResNet-200 (the depths of He, Zhang, Ren, Sun, <i>Identity Mappings in Deep Residual Networks</i>, 2016, in
 * post-activation form). The stride is on the 3×3 ("v1.5").
 */
@ResidualNetwork(input = @Input(height = 224, width = 224, channels = 3))
@Stem
@ResidualStage(channels = 64, blocks = 3, block = Block.BOTTLENECK)
@ResidualStage(channels = 128, blocks = 24, block = Block.BOTTLENECK)
@ResidualStage(channels = 256, blocks = 36, block = Block.BOTTLENECK)
@ResidualStage(channels = 512, blocks = 3, block = Block.BOTTLENECK)
@Head(classes = 1000)
final class ResNet200 {
    private ResNet200() {}
}
