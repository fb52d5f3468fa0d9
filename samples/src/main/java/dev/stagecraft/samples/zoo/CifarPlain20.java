package dev.stagecraft.samples.zoo;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;

/** The plain network of 20 layers for 32×32 images (He 2015, section 4.2): no shortcuts. */
@ResidualNetwork(
        preset = Preset.CIFAR_PLAIN_20,
        input =
                @Input(
                        mean = {0.4914, 0.4822, 0.4465},
                        deviation = {0.2470, 0.2435, 0.2616}))
final class CifarPlain20 {
    private CifarPlain20() {}
}
