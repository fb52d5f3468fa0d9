package dev.stagecraft.samples.spring;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;

/** Small enough to learn two colors in a second. */
@ResidualNetwork(input = @Input(height = 16, width = 16, channels = 3))
@Stem(
        channels = 4,
        kernel = 3,
        stride = 1,
        pool = {})
@ResidualStage(channels = 4, blocks = 1)
@Head(classes = 2)
final class RedOrBlue {}
