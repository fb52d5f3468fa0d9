package dev.stagecraft.weights.name;

import dev.stagecraft.weights.name.NetworkLayers.Layer;
import java.util.Collection;
import java.util.regex.Pattern;

/** Chooses the dialect that a network or a file speaks. */
final class Dialects {
    private static final int KERNEL_RANK = 4;
    private static final Pattern STEM = Pattern.compile("stem/conv\\d*");
    private static final Pattern THEIR_STEM = Pattern.compile("conv1\\.\\d+\\.weight");

    private Dialects() {}

    /** Of a network. */
    static Dialect of(NetworkLayers network, Vocabulary vocabulary) {
        long stem = network.layers().stream()
                .map(Layer::name)
                .filter(name -> STEM.matcher(name).matches())
                .count();
        return vocabulary == Vocabulary.RESNET_V2
                ? new ResNetV2Dialect()
                : new ResNetDialect((int) Math.max(1, stem), network.poolsShortcuts());
    }

    /** Of a file. */
    static Dialect of(Collection<Tensor> tensors, Vocabulary vocabulary) {
        if (vocabulary == Vocabulary.RESNET_V2) {
            return new ResNetV2Dialect();
        }
        long stem = tensors.stream()
                .filter(tensor -> THEIR_STEM.matcher(tensor.name()).matches()
                        && tensor.shape().size() == KERNEL_RANK)
                .count();
        boolean pooled = tensors.stream()
                .anyMatch(tensor -> tensor.name().endsWith(".downsample.1.weight")
                        && tensor.shape().size() == KERNEL_RANK);
        return new ResNetDialect((int) Math.max(1, stem), pooled);
    }
}
