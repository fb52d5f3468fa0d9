package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-1001 in full pre-activation for 32×32 images (He 2016, Table 3), bottleneck blocks, projections. */
@ResidualNetwork(preset = Preset.CIFAR_PREACT_RESNET_1001)
final class CifarPreActResNet1001 {
    private CifarPreActResNet1001() {}
}
