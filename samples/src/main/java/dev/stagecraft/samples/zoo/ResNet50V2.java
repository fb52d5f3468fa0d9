package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
@ResidualNetwork(preset = Preset.RESNET_50_V2)
final class ResNet50V2 {
    private ResNet50V2() {}
}
