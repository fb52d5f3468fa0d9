package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-200: 3, 24, 36 and 3 bottleneck blocks (He 2016, section 5), post-activation, the stride on the 3×3. */
@ResidualNetwork(
        preset = Preset.RESNET_200,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNet200 {
    private ResNet200() {}
}
