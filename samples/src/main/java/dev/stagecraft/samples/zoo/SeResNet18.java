package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** SE-ResNet-18: ResNet-18 with squeeze-and-excitation of ratio 16 and divisor 8, as in timm. */
@ResidualNetwork(
        preset = Preset.SE_RESNET_18,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class SeResNet18 {
    private SeResNet18() {}
}
