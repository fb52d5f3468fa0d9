package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-18 of basic blocks (He 2015, Table 1). */
@ResidualNetwork(preset = Preset.RESNET_18)
final class ResNet18 {
    private ResNet18() {}
}
