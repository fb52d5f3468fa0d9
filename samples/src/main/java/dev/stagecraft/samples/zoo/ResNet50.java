package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50 of bottleneck blocks (He 2015, Table 1), the stride on the 3×3 ("v1.5"). */
@ResidualNetwork(preset = Preset.RESNET_50)
final class ResNet50 {
    private ResNet50() {}
}
