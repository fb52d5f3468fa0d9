package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50 with 3×3 convolutions twice as wide (Zagoruyko, Komodakis 2016). */
@ResidualNetwork(
        preset = Preset.WIDE_RESNET_50_2,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class WideResNet50x2 {
    private WideResNet50x2() {}
}
