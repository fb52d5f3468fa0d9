package dev.stagecraft.weights.name;

import java.util.Optional;

/** Names of layers in one vocabulary, both ways. Names of variables and tensors are the layers' with a last word. */
interface Dialect {
    /**
     * What a layer is called there.
     *
     * @param layer as we call it, such as {@code stage2/block1/conv1}
     * @return such as {@code layer2.0.conv1}; empty if there is no such layer there
     */
    Optional<String> theirs(String layer);

    /**
     * What we call a layer.
     *
     * @param layer as it is called there
     * @return empty if they have no such layer
     */
    Optional<String> ours(String layer);

    /** How the kernel of a layer lies in its tensor. */
    Layout kernel(String layer);
}
