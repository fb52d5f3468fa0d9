package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-34-D with average pools in place of strides, as in timm. */
@ResidualNetwork(
        preset = Preset.RESNET_AA_34_D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNetAa34D {
    private ResNetAa34D() {}
}
