package dev.stagecraft.weights.name;

import dev.stagecraft.weights.name.NetworkLayers.Layer;
import java.util.Collection;
import java.util.List;

/** Chooses the dialect that a network or a file speaks. */
final class Dialects {
    private static final int KERNEL_RANK = 4;

    private Dialects() {}

    /** Of a network. */
    static Dialect of(NetworkLayers network, Vocabulary vocabulary) {
        List<String> layers = network.layers().stream().map(Layer::name).toList();
        long stem =
                layers.stream().filter(name -> name.matches("stem/conv\\d*")).count();
        // Where no shortcut has a stride, none has a pool.
        boolean pooled = layers.stream().anyMatch(name -> name.endsWith("/shortcut/pool"))
                || network.declaration().stream().anyMatch(line -> line.contains("ShortcutKind.POOLED_PROJECTION"));
        return vocabulary == Vocabulary.RESNET_V2
                ? new ResNetV2Dialect()
                : new ResNetDialect((int) Math.max(1, stem), pooled);
    }

    /** Of a file. */
    static Dialect of(Collection<Tensor> tensors, Vocabulary vocabulary) {
        if (vocabulary == Vocabulary.RESNET_V2) {
            return new ResNetV2Dialect();
        }
        long stem = tensors.stream()
                .filter(tensor -> tensor.name().matches("conv1\\.\\d+\\.weight")
                        && tensor.shape().size() == KERNEL_RANK)
                .count();
        boolean pooled = tensors.stream()
                .anyMatch(tensor -> tensor.name().endsWith(".downsample.1.weight")
                        && tensor.shape().size() == KERNEL_RANK);
        return new ResNetDialect((int) Math.max(1, stem), pooled);
    }
}
