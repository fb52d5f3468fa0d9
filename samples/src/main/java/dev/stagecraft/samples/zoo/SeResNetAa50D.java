package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50-D with squeeze-and-excitation of ratio 16 and average pools in place of strides, as in timm. */
@ResidualNetwork(
        preset = Preset.SE_RESNET_AA_50_D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class SeResNetAa50D {
    private SeResNetAa50D() {}
}
