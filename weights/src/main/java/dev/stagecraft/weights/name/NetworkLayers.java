package dev.stagecraft.weights.name;

import java.util.ArrayList;
import java.util.List;

/**
 * What names and shapes of weights follow from: a network's layers and their variables. The processor makes it from a plan,
 * the runtime from a layer table and a graph.
 *
 * @param network binary name of the annotated type
 * @param declaration the network written out as annotations, one an element; empty if it is unknown
 * @param layers in the order in which they run; those without variables count too, as a pool before a shortcut's convolution
 *     changes the names of others
 */
public record NetworkLayers(String network, List<String> declaration, List<Layer> layers) {
    /** Copies the lists. */
    public NetworkLayers {
        declaration = List.copyOf(declaration);
        layers = List.copyOf(layers);
    }

    /**
     * Whether shortcuts are declared to be pooled before they are projected. If no shortcut has a stride, the network has no
     * such pool, but the names in its files are the same as with pools. Therefore the declaration is read too.
     */
    public boolean poolsShortcuts() {
        return layers.stream().anyMatch(layer -> layer.name().endsWith("/shortcut/pool"))
                || declaration.stream().anyMatch(line -> line.contains("ShortcutKind.POOLED_PROJECTION"));
    }

    /** The variables of all layers in their order. */
    public List<Variable> variables() {
        return layers.stream().flatMap(layer -> layer.variables().stream()).toList();
    }

    /**
     * A layer.
     *
     * @param name as in layer tables, such as {@code stage2/block1/conv1}
     * @param kind as in layer tables, such as {@code conv2d}
     * @param variables with their whole names; empty if it has none
     */
    public record Layer(String name, String kind, List<Variable> variables) {
        /** Copies the list. */
        public Layer {
            variables = List.copyOf(variables);
        }

        /**
         * A convolution: {@code kernel [size, size, in, out]}, and {@code bias [out]} on request.
         *
         * @param size height and width of the kernel in pixels
         * @param in input channels that an output channel sees, which groups make fewer
         * @param out output channels
         * @param bias whether it has a bias
         */
        public static Layer convolution(String name, int size, int in, int out, boolean bias) {
            List<Variable> variables = new ArrayList<>();
            variables.add(variable(name, "kernel", size, size, in, out));
            if (bias) {
                variables.add(variable(name, "bias", out));
            }
            return new Layer(name, "conv2d", variables);
        }

        /** Batch normalization: scale, offset, moving mean and moving variance of each channel. */
        public static Layer normalization(String name, int channels) {
            return new Layer(
                    name,
                    "batchNorm",
                    List.of(
                            variable(name, "gamma", channels),
                            variable(name, "beta", channels),
                            variable(name, "moving_mean", channels),
                            variable(name, "moving_variance", channels)));
        }

        /** A dense layer: {@code kernel [in, out]} and {@code bias [out]}. */
        public static Layer dense(String name, int in, int out) {
            return new Layer(name, "dense", List.of(variable(name, "kernel", in, out), variable(name, "bias", out)));
        }

        /** A convolution over neighboring channels: {@code kernel [size, 1, 1, 1]}. */
        public static Layer channelConvolution(String name, int size) {
            return new Layer(name, "channelConvolution", List.of(variable(name, "kernel", size, 1, 1, 1)));
        }

        /** A layer without variables. */
        public static Layer plain(String name, String kind) {
            return new Layer(name, kind, List.of());
        }

        private static Variable variable(String layer, String leaf, long... shape) {
            List<Long> sizes = new ArrayList<>();
            for (long size : shape) {
                sizes.add(size);
            }
            return new Variable(layer + "/" + leaf, sizes);
        }
    }

    /**
     * A variable.
     *
     * @param name whole, such as {@code stage2/block1/conv1/kernel}
     * @param shape its sizes, the slowest first; kernels are {@code [height, width, in, out]}
     */
    public record Variable(String name, List<Long> shape) {
        /** Copies the list. */
        public Variable {
            shape = List.copyOf(shape);
        }
    }
}
