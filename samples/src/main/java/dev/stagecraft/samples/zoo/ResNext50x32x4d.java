package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNeXt-50: 32 groups of width 4 (Xie 2016, Table 1). */
@ResidualNetwork(
        preset = Preset.RESNEXT_50_32X4D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNext50x32x4d {
    private ResNext50x32x4d() {}
}
