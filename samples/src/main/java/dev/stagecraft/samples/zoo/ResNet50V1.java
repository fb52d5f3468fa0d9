package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50 (He 2015, Table 1), the stride on the first 1×1. */
@ResidualNetwork(
        preset = Preset.RESNET_50_V1,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNet50V1 {
    private ResNet50V1() {}
}
