package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/**
 * 3, 24, 36 and 4 bottleneck blocks of 32 groups of width 8 after a stem of 64, 64 and 128 channels, with pooled
 * projections, squeeze-and-excitation of ratio 16 and average pools in place of strides, as in timm.
 */
@ResidualNetwork(
        preset = Preset.SE_RESNEXT_AA_201_D_32X8D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class SeResNextAa201D32x8d {
    private SeResNextAa201D32x8d() {}
}
