package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-164 in full pre-activation for 32×32 images (He 2016, Table 3), bottleneck blocks, projections. */
@ResidualNetwork(
        preset = Preset.CIFAR_PREACT_RESNET_164,
        input =
                @Input(
                        mean = {0.4914, 0.4822, 0.4465},
                        deviation = {0.2470, 0.2435, 0.2616}))
final class CifarPreActResNet164 {
    private CifarPreActResNet164() {}
}
