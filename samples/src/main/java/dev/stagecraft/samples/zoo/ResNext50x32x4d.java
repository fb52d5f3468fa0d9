package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNeXt-50: 32 groups of width 4 (Xie 2016, Table 1). */
@ResidualNetwork(preset = Preset.RESNEXT_50_32X4D)
final class ResNext50x32x4d {
    private ResNext50x32x4d() {}
}
