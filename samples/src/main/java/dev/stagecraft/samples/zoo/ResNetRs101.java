package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-RS-101 (Bello et al., <i>Revisiting ResNets</i>, 2021): 3, 4, 23 and 3 bottleneck blocks. */
@ResidualNetwork(
        preset = Preset.RESNET_RS_101,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNetRs101 {
    private ResNetRs101() {}
}
