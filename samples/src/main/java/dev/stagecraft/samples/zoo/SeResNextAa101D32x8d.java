package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/**
 * ResNet-101-D of 32 groups of width 8, with squeeze-and-excitation of ratio 16 and average pools in place of
 * strides, as in timm.
 */
@ResidualNetwork(
        preset = Preset.SE_RESNEXT_AA_101_D_32X8D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class SeResNextAa101D32x8d {
    private SeResNextAa101D32x8d() {}
}
