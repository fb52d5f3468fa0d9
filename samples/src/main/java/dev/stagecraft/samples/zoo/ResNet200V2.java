package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-200 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
@ResidualNetwork(preset = Preset.RESNET_200_V2)
final class ResNet200V2 {
    private ResNet200V2() {}
}
