package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-18 of basic blocks (He 2015, Table 1). */
@ResidualNetwork(
        preset = Preset.RESNET_18,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNet18 {
    private ResNet18() {}
}
