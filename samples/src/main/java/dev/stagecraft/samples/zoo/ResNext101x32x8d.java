package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/**
 * ResNeXt-101: 32 groups of width 8 (Mahajan et al., <i>Exploring the Limits of Weakly Supervised Pretraining</i>,
 * 2018).
 */
@ResidualNetwork(preset = Preset.RESNEXT_101_32X8D)
final class ResNext101x32x8d {
    private ResNext101x32x8d() {}
}
