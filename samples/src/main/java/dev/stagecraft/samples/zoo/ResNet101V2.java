package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-101 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
@ResidualNetwork(
        preset = Preset.RESNET_101_V2,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNet101V2 {
    private ResNet101V2() {}
}
