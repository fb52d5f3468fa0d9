package dev.stagecraft.weights.name;

import dev.stagecraft.weights.name.NetworkLayers.Layer;
import dev.stagecraft.weights.name.NetworkLayers.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether torchvision or timm has a network of the same layers. */
final class Published {
    private static final int STAGES = 4;
    private static final int KERNEL_RANK = 4;
    private static final List<Set<String>> BODIES = List.of(
            Set.of("conv1", "norm1", "conv2", "norm2"), Set.of("conv1", "norm1", "conv2", "norm2", "conv3", "norm3"));
    private static final List<Set<String>> STEMS = List.of(
            Set.of("stem/conv", "stem/norm"),
            Set.of("stem/conv1", "stem/norm1", "stem/conv2", "stem/norm2", "stem/conv3", "stem/norm3"));
    private static final List<Set<String>> STEMS_V2 =
            List.of(Set.of("stem/conv"), Set.of("stem/conv1", "stem/norm1", "stem/conv2", "stem/norm2", "stem/conv3"));
    private static final Set<String> RS_POOL = Set.of("stem/pool/conv", "stem/pool/norm");

    private Published() {}

    static boolean knows(NetworkLayers network, Vocabulary vocabulary) {
        if (vocabulary == Vocabulary.OWN) {
            return true;
        }
        Set<String> layers = network.layers().stream()
                .filter(layer -> !layer.variables().isEmpty())
                .map(Layer::name)
                .collect(Collectors.toSet());
        Set<String> stem =
                layers.stream().filter(name -> name.startsWith("stem/")).collect(Collectors.toSet());
        boolean v2 = vocabulary == Vocabulary.RESNET_V2;
        // A blur there would move the normalization to another place of timm's list, and no network of timm's has both.
        boolean blurs = network.layers().stream()
                .anyMatch(layer ->
                        layer.name().equals("stem/pool/blur") || layer.name().equals("stem/pool/pool"));
        boolean isStem = v2
                ? STEMS_V2.contains(stem)
                : STEMS.stream().anyMatch(known -> known.equals(without(stem, RS_POOL)))
                        && (stem.containsAll(RS_POOL) || stem.stream().noneMatch(RS_POOL::contains));
        return isStem && !blurs && layers.contains("final/norm") == v2 && areBlocks(layers, v2) && !hasBias(network);
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    private static boolean areBlocks(Set<String> layers, boolean v2) {
        Map<String, Set<String>> blocks = layers.stream()
                .flatMap(name -> Blocks.parse(name).stream())
                .collect(Collectors.groupingBy(
                        block -> block.stage() + "/" + block.block(),
                        Collectors.mapping(Blocks::layer, Collectors.toSet())));
        // timm allows each stage its own kind of block.
        Map<Integer, Set<Set<String>>> bodies = layers.stream()
                .flatMap(name -> Blocks.parse(name).stream())
                .collect(Collectors.groupingBy(
                        Blocks::stage,
                        Collectors.mapping(
                                block -> body(Objects.requireNonNull(blocks.get(block.stage() + "/" + block.block()))),
                                Collectors.toSet())));
        return bodies.keySet().equals(Set.of(1, 2, 3, STAGES))
                && blocks.values().stream().allMatch(block -> isBlock(block, v2))
                && bodies.values().stream().allMatch(of -> of.size() == 1);
    }

    private static Set<String> body(Set<String> block) {
        return block.stream().filter(name -> name.matches("(conv|norm)\\d+")).collect(Collectors.toSet());
    }

    private static boolean isBlock(Set<String> block, boolean v2) {
        boolean convolves = block.contains("shortcut/conv");
        boolean normalizes = block.contains("shortcut/norm");
        boolean attends = block.contains("eca/conv");
        boolean squeezes = block.contains("se/reduce");
        return BODIES.contains(body(block))
                && normalizes == (convolves && !v2)
                && !(attends && squeezes)
                && !(v2 && (attends || squeezes));
    }

    /** The kinds of layers are not known without a layer table, but a convolution's kernel is recognized by its shape. */
    private static boolean hasBias(NetworkLayers network) {
        return network.layers().stream()
                .map(Layer::variables)
                .filter(variables -> variables.stream().anyMatch(Published::isConvolutionKernel))
                .flatMap(List::stream)
                .anyMatch(variable -> variable.name().endsWith("/bias"));
    }

    private static boolean isConvolutionKernel(Variable variable) {
        return variable.name().endsWith("/kernel") && variable.shape().size() == KERNEL_RANK;
    }
}
