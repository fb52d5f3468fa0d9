package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** ResNet-34 (He 2015, Table 1). */
@ResidualNetwork(input = @Input(height = 224, width = 224, channels = 3))
@Stem
@ResidualStage(channels = 64, blocks = 3)
@ResidualStage(channels = 128, blocks = 4)
@ResidualStage(channels = 256, blocks = 6)
@ResidualStage(channels = 512, blocks = 3)
@Head(classes = 1000)
final class ResNet34 {
    private ResNet34() {}
}
