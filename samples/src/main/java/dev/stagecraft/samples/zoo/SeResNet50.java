package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** SE-ResNet-50: ResNet-50 with squeeze-and-excitation of ratio 16 (Hu 2017, Table 1). */
@ResidualNetwork(
        preset = Preset.SE_RESNET_50,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class SeResNet50 {
    private SeResNet50() {}
}
