package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** ResNeXt-101: 64 groups of width 4 (Xie 2016, section 5.1). */
@ResidualNetwork(
        preset = Preset.RESNEXT_101_64X4D,
        input =
                @Input(
                        mean = {0.485, 0.456, 0.406},
                        deviation = {0.229, 0.224, 0.225}))
final class ResNext101x64x4d {
    private ResNext101x64x4d() {}
}
