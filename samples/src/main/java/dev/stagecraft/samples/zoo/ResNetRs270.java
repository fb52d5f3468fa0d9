package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-RS-270 (Bello et al., <i>Revisiting ResNets</i>, 2021): 4, 29, 53 and 4 bottleneck blocks. */
@ResidualNetwork(
        preset = Preset.RESNET_RS_270,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNetRs270 {
    private ResNetRs270() {}
}
