package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-32 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
@ResidualNetwork(
        preset = Preset.CIFAR_RESNET_32,
        input =
                @Input(
                        mean = {0.4914, 0.4822, 0.4465},
                        deviation = {0.2470, 0.2435, 0.2616}))
final class CifarResNet32 {
    private CifarResNet32() {}
}
