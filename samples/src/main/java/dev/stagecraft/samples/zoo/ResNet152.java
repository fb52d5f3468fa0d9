package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-152 of bottleneck blocks (He 2015, Table 1), the stride on the 3×3 ("v1.5"). */
@ResidualNetwork(
        preset = Preset.RESNET_152,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNet152 {
    private ResNet152() {}
}
