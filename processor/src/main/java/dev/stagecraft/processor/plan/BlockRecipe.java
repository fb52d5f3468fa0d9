package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Origin;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a block of one stage does between its input and its sum, as data: kinds of blocks are rows of layers, never code of
 * their own.
 *
 * @param body in the order it runs
 * @param channels that the body gives
 * @param activateSum whether the activation follows the sum
 * @param growth how these follow from the stage's channels
 * @param evenKernels of its convolutions
 * @param preActivation how many layers stand before the first convolution; body and projection share them
 */
record BlockRecipe(
        List<Layer> body,
        int channels,
        boolean activateSum,
        Growth growth,
        List<EvenKernel> evenKernels,
        int preActivation) {
    /** The name of average pools that carry the stride. */
    static final String AVERAGE_POOL = "pool";

    /** Copies the lists. */
    BlockRecipe {
        body = List.copyOf(body);
        evenKernels = List.copyOf(evenKernels);
    }

    static BlockRecipe of(
            List<Layer> body, int channels, boolean activateSum, Growth growth, List<EvenKernel> evenKernels) {
        int leading = 0;
        while (leading < body.size() && !body.get(leading).convolves()) {
            leading++;
        }
        return new BlockRecipe(body, channels, activateSum, growth, evenKernels, leading);
    }

    /** Whether a layer of the body carries the block's stride. */
    boolean strided() {
        return body.stream().anyMatch(Layer::strided);
    }

    /** Whether an average pool carries the block's stride. */
    boolean averages() {
        return body.stream().anyMatch(layer -> layer.name().equals(AVERAGE_POOL));
    }

    /**
     * How the channels that a body gives follow from the stage's.
     *
     * @param channels of the stage
     * @param factor that they are multiplied by
     * @param origin of the factor
     * @param attribute of the factor, as in {@code expansion}
     */
    record Growth(int channels, double factor, Origin origin, String attribute) {
        /** Whether the stage's channels alone say how many the body gives. */
        boolean isNone() {
            return factor == 1;
        }

        /** As in {@code 8 · 4}. */
        String factors() {
            return channels + " · "
                    + BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
        }

        /** The channels of the stage from which its body gives so many; none where it is no whole number. */
        OptionalInt channelsFor(int given) {
            long channels = Math.round(given / factor);
            return channels >= 1 && channels * factor == given ? OptionalInt.of((int) channels) : OptionalInt.empty();
        }
    }

    /** An even kernel of a convolution, with the declared value it came from. */
    record EvenKernel(int size, Origin origin) {}

    /**
     * One layer of a body; it knows the declared value it came from.
     *
     * @param name of its kind; layers of a name are numbered from 1
     * @param convolves whether it ends what body and projection share
     * @param strided whether it carries the block's stride
     * @param factory of its operations
     */
    record Layer(String name, boolean convolves, boolean strided, LayerFactory factory, Origin origin) {
        /** A layer that neither convolves nor carries a stride. */
        Layer(String name, LayerFactory factory, Origin origin) {
            this(name, false, false, factory, origin);
        }
    }
}
