package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Origin;
import java.util.List;

/**
 * What a block of one stage does between its input and its sum, as data: kinds of blocks are rows of parts, never code of
 * their own.
 *
 * @param body in the order it runs
 * @param activateSum whether the activation follows the sum
 * @param preActivation how many parts stand before the first convolution; body and projection share them
 */
record BlockRecipe(List<Part> body, boolean activateSum, int preActivation) {
    /** Copies the list. */
    BlockRecipe {
        body = List.copyOf(body);
    }

    static BlockRecipe of(List<Part> body, boolean activateSum) {
        int leading = 0;
        while (leading < body.size() && !(body.get(leading) instanceof Convolution)) {
            leading++;
        }
        return new BlockRecipe(body, activateSum, leading);
    }

    /** Position of the last normalisation in the body; −1 where there is none. */
    int lastNorm() {
        for (int i = body.size() - 1; i >= 0; i--) {
            if (body.get(i) instanceof Norm) {
                return i;
            }
        }
        return -1;
    }

    /** One entry of a body; it knows the declared value it came from. */
    sealed interface Part {
        Origin origin();
    }

    /**
     * A convolution.
     *
     * @param kernel height and width in pixels
     * @param strided whether it carries the block's stride
     * @param channels it gives
     * @param groups that channels are divided into
     */
    record Convolution(int kernel, boolean strided, int channels, int groups, Origin origin) implements Part {}

    /** Batch normalisation. */
    record Norm(Origin origin) implements Part {}

    /** The network's activation. */
    record Activation(Origin origin) implements Part {}
}
