package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-164 of bottleneck blocks for 32×32 images (He 2016, Table 3), post-activation, normalized projections. */
@ResidualNetwork(
        preset = Preset.CIFAR_RESNET_164,
        input =
                @Input(
                        mean = {0.4914, 0.4822, 0.4465},
                        deviation = {0.2470, 0.2435, 0.2616}))
final class CifarResNet164 {
    private CifarResNet164() {}
}
