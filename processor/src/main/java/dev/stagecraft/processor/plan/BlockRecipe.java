package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Origin;
import java.util.List;

/**
 * What a block of one stage does between its input and its sum, as data: kinds of blocks are rows of layers, never code of
 * their own.
 *
 * @param body in the order it runs
 * @param channels that the body gives
 * @param activateSum whether the activation follows the sum
 * @param preActivation how many layers stand before the first convolution; body and projection share them
 */
record BlockRecipe(List<Layer> body, int channels, boolean activateSum, int preActivation) {
    /** Copies the list. */
    BlockRecipe {
        body = List.copyOf(body);
    }

    static BlockRecipe of(List<Layer> body, int channels, boolean activateSum) {
        int leading = 0;
        while (leading < body.size() && !body.get(leading).convolves()) {
            leading++;
        }
        return new BlockRecipe(body, channels, activateSum, leading);
    }

    /** Whether a layer of the body carries the block's stride. */
    boolean strided() {
        return body.stream().anyMatch(Layer::strided);
    }

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
