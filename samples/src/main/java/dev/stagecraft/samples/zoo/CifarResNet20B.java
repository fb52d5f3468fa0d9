package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-20 for 32×32 images, normalized projections (He 2015, section 4.2, with option B). */
@ResidualNetwork(
        preset = Preset.CIFAR_RESNET_20_B,
        input =
                @Input(
                        mean = {0.4914, 0.4822, 0.4465},
                        deviation = {0.2470, 0.2435, 0.2616}))
final class CifarResNet20B {
    private CifarResNet20B() {}
}
