package dev.stagecraft.tests.oracle;

import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Layer;
import dev.stagecraft.dsl.LayerKind;
import dev.stagecraft.dsl.ResidualBlock;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.tests.oracle.Architecture.Stage;

/** Anti-aliased down-sampling (Zhang 2019). */
interface Antialiased {
    /** Own blocks like basic ones, with a blur before the second convolution; strides of 1, 2 and 3. */
    @ResidualNetwork(input = @Input(height = 13, width = 12, channels = 3))
    @Stem(
            channels = 4,
            kernel = 3,
            stride = 1,
            pool = {})
    @ResidualStage(channels = 4, blocks = 2, custom = Blurring.class)
    @ResidualStage(channels = 6, blocks = 2, custom = Blurring.class)
    @ResidualStage(channels = 8, blocks = 1, stride = 3, custom = Blurring.class)
    @Head(classes = 10)
    final class Own {
        static final Variant VARIANT = new Variant(
                new Antialiased_OwnNetwork(),
                Architecture.of(
                                Architecture.Stem.of(3, 1, 0, 0, 4),
                                Architecture.Block.BASIC,
                                Stage.of(2, 1, 4, 4),
                                Stage.of(2, 2, 6, 6),
                                Stage.of(1, 3, 8, 8))
                        .antialiased(true));

        private Own() {}
    }

    /** A basic block whose stride is a blur's. */
    @ResidualBlock
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    @Layer(LayerKind.ACTIVATION)
    @Layer(value = LayerKind.BLUR, strided = true)
    @Layer(LayerKind.CONVOLUTION)
    @Layer(LayerKind.NORMALIZATION)
    interface Blurring {}
}
