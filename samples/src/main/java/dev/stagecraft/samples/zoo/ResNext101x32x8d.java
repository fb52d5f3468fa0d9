package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/**
 * ResNeXt-101: 32 groups of width 8 (Mahajan et al., <i>Exploring the Limits of Weakly Supervised Pretraining</i>,
 * 2018).
 */
@ResidualNetwork(
        preset = Preset.RESNEXT_101_32X8D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNext101x32x8d {
    private ResNext101x32x8d() {}
}
