package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50 (He 2015, Table 1), the stride on the first 1×1. */
@ResidualNetwork(preset = Preset.RESNET_50_V1)
final class ResNet50V1 {
    private ResNet50V1() {}
}
