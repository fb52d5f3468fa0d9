package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNet-50-D: a stem of three 3×3 convolutions and pooled projections (He T. et al. 2018, Figure 2). */
@ResidualNetwork(
        preset = Preset.RESNET_50_D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNet50D {
    private ResNet50D() {}
}
