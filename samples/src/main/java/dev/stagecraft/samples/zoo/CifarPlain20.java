package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** The plain network of 20 layers for 32×32 images (He 2015, section 4.2): no shortcuts. */
@ResidualNetwork(preset = Preset.CIFAR_PLAIN_20)
final class CifarPlain20 {
    private CifarPlain20() {}
}
