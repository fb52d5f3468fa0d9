package dev.stagecraft.samples;

import dev.stagecraft.dsl.Augmentation;
import dev.stagecraft.dsl.Cosine;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Sgd;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.Training;

/**
 * A network for photos of six classes, whose weights {@link DigitsSixToNine} begins with:
 *
 * <pre>{@code
 * ./stagecraft train --model dev.stagecraft.samples.DigitsZeroToFive --data folder:zero-to-five --out runs/zero-to-five
 * }</pre>
 */
@ResidualNetwork(input = @Input(height = 64, width = 64, channels = 3))
@Stem(
        channels = 32,
        kernel = 3,
        stride = 2,
        pool = {})
@ResidualStage(channels = 32, blocks = 2)
@ResidualStage(channels = 64, blocks = 2)
@ResidualStage(channels = 128, blocks = 2)
@Head(classes = 6)
@Training(
        epochs = 15,
        batchSize = 32,
        learningRate = 0.02,
        sgd = @Sgd(nesterov = true),
        cosine = @Cosine,
        augmentation = @Augmentation(shift = 0.1))
final class DigitsZeroToFive {
    private DigitsZeroToFive() {}
}
