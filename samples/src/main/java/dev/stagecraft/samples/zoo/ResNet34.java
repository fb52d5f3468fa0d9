package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-34 of basic blocks (He 2015, Table 1). */
@ResidualNetwork(preset = Preset.RESNET_34)
final class ResNet34 {
    private ResNet34() {}
}
