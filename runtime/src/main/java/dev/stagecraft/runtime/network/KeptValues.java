package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.network.LayerTable.Layer;
import dev.stagecraft.runtime.recompute.BlockConvolution;
import dev.stagecraft.runtime.recompute.RecomputePlan;
import dev.stagecraft.runtime.recompute.RecomputedBlock;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of one image that a training step holds, counted over the layers of a table.
 *
 * @param most that it holds at any time
 * @param isRecomputed whether layers are computed again
 * @param largestWindow weights of the largest convolution whose kernel is larger than 1×1
 */
record KeptValues(long most, boolean isRecomputed, long largestWindow) {
    private static final Pattern BLOCK = Pattern.compile("(stage([1-9]\\d{0,8})/block\\d+)/.*");

    /** How the names of segments begin; no layer has a blank. */
    private static final String SEGMENT = "segment ";

    /** Of the largest feature map of a part: what comes in, what goes out, and that of the shortcut. */
    private static final int GRADIENTS = 3;

    /** How many weights a 3×3 kernel has for a pair of channels, but for a bias. */
    private static final double WEIGHTS_OF_A_WINDOW = 8.5;

    /** A stem, a block, a segment of blocks or a head, with the shape that comes in. */
    private record Part(String name, int stage, List<Integer> input, List<Layer> layers) {
        boolean mayBeIn(Recompute recompute) {
            return stage > 0 && recompute.covers(stage);
        }

        /** Whether it is computed again. */
        boolean isSegment() {
            return name.startsWith(SEGMENT);
        }

        List<Integer> output() {
            return layers.get(layers.size() - 1).output();
        }

        RecomputedBlock block() {
            List<BlockConvolution> convolutions = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                Layer layer = layers.get(i);
                if (layer.kind().equals("conv2d")) {
                    convolutions.add(new BlockConvolution(
                            layer.name(), values(layer.output()), layer.multiplyAccumulates(), isOnlyAdded(i)));
                }
            }
            return new RecomputedBlock(name, stage, values(input), convolutions);
        }

        /** The layers of a shortcut stand between the last of the block and the sum. */
        private boolean isOnlyAdded(int index) {
            Layer next = layers.get(Math.min(index + 1, layers.size() - 1));
            return next.kind().equals("add") || (isInShortcut(next) && !isInShortcut(layers.get(index)));
        }

        /** What a layer gives is kept, unless it works in place; some keep values on the way too. */
        int tensors(int index) {
            return switch (layers.get(index).kind()) {
                case "relu", "add" -> 0;
                case "silu" -> 2;
                case "gelu" -> 4;
                // A ReLU before a max pool runs after it: it takes the place of the values before the ReLU.
                case "maxPool" -> isRectified(index - 1) ? 2 : 1;
                default -> isRectified(index + 1) && isKind(index + 2, "maxPool") ? 0 : 1;
            };
        }

        private boolean isRectified(int index) {
            return isKind(index, "relu");
        }

        private boolean isKind(int index, String kind) {
            return index >= 0
                    && index < layers.size()
                    && layers.get(index).kind().equals(kind);
        }

        /** What is in memory until the backward pass reaches a segment. */
        long keptOf(Set<String> convolutions) {
            return values(output())
                    + layers.stream()
                            .filter(layer -> convolutions.contains(layer.name()))
                            .mapToLong(layer -> values(layer.output()))
                            .sum();
        }
    }

    static KeptValues of(LayerTable table, Recompute recompute) {
        long before = values(table.input());
        long most = 0;
        boolean again = false;
        long window = 0;
        List<Part> parts = parts(table);
        RecomputePlan plan = RecomputePlan.of(
                parts.stream()
                        .filter(part -> part.mayBeIn(recompute))
                        .map(Part::block)
                        .toList(),
                recompute);
        for (Part part : joined(parts, plan)) {
            long largest = values(part.input());
            long kept = 0;
            List<Integer> input = part.input();
            for (int i = 0; i < part.layers().size(); i++) {
                Layer layer = part.layers().get(i);
                boolean shortcut = isInShortcut(layer);
                kept += part.tensors(i) * values(layer.output()) + (shortcut ? 0 : padded(layer, input));
                largest = Math.max(largest, values(layer.output()));
                if (!shortcut) {
                    window = Math.max(window, isWindow(layer, input) ? layer.parameters() : 0);
                    input = layer.output().size() == input.size() ? layer.output() : input;
                }
            }
            most = Math.max(most, before + kept + GRADIENTS * largest);
            boolean recomputed = part.isSegment();
            before += recomputed ? part.keptOf(plan.kept()) : kept;
            again |= recomputed;
        }
        return new KeptValues(most, again, window);
    }

    private static List<Part> parts(LayerTable table) {
        Map<String, Part> parts = new LinkedHashMap<>();
        List<Integer> input = table.input();
        for (Layer layer : table.layers()) {
            Matcher block = BLOCK.matcher(layer.name());
            boolean found = block.matches();
            String name = found ? block.group(1) : layer.name().replaceFirst("/.*", "");
            List<Integer> from = input;
            parts.computeIfAbsent(
                            name,
                            key -> new Part(
                                    name, found ? Integer.parseInt(block.group(2)) : 0, from, new ArrayList<>()))
                    .layers()
                    .add(layer);
            input = layer.output();
        }
        return List.copyOf(parts.values());
    }

    /** The parts, with the blocks of a segment as one. */
    private static List<Part> joined(List<Part> parts, RecomputePlan plan) {
        Map<String, Integer> segments = new HashMap<>();
        for (int i = 0; i < plan.segments().size(); i++) {
            int number = i;
            plan.segments().get(i).forEach(block -> segments.put(block.name(), number));
        }
        Map<String, Part> joined = new LinkedHashMap<>();
        for (Part part : parts) {
            Integer segment = segments.get(part.name());
            joined.computeIfAbsent(
                            segment == null ? part.name() : SEGMENT + segment,
                            name -> new Part(name, part.stage(), part.input(), new ArrayList<>()))
                    .layers()
                    .addAll(part.layers());
        }
        return List.copyOf(joined.values());
    }

    private static boolean isInShortcut(Layer layer) {
        return layer.name().contains("/shortcut/");
    }

    /** An operation pads an image whose even size a window halves. */
    private static long padded(Layer layer, List<Integer> input) {
        boolean window = layer.kind().equals("conv2d") || layer.kind().equals("maxPool");
        boolean halves = window
                && layer.output().size() == 3
                && input.size() == 3
                && layer.output().get(0) < input.get(0)
                && input.get(0) % 2 == 0;
        return halves ? values(input) : 0;
    }

    private static boolean isWindow(Layer layer, List<Integer> input) {
        // A table of a user's own may have values without channels.
        return layer.kind().equals("conv2d")
                && !input.isEmpty()
                && !layer.output().isEmpty()
                && layer.parameters() >= WEIGHTS_OF_A_WINDOW * pairs(layer, input);
    }

    /** An input channel with an output channel. */
    private static long pairs(Layer layer, List<Integer> input) {
        return (long) input.get(input.size() - 1)
                * layer.output().get(layer.output().size() - 1);
    }

    private static long values(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
