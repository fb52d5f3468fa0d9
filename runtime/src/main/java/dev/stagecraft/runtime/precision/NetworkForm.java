package dev.stagecraft.runtime.precision;

import dev.stagecraft.runtime.network.LayerTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a network is made, as far as the error of a low precision is expected to depend on it: the operations of its blocks in
 * their order, and the number of blocks. The sizes of images and kernels, and the number of channels, do not count.
 *
 * @param block the kinds of a block's operations, with spaces between them, without its shortcut
 * @param blocks number of blocks, at least 1
 */
record NetworkForm(String block, int blocks) {
    private static final String SHORTCUT = "shortcut/";
    private static final String CONVOLUTION = "conv2d";

    /** Operations of a projection, as in all measured networks, and those that move values without changing them. */
    private static final Set<String> USUAL_SHORTCUT = Set.of(CONVOLUTION, "batchNorm", "subsample", "padChannels");

    /** Operations of stem and head that all measured networks share, or that are computed in float32. */
    private static final Set<String> USUAL_OUTSIDE =
            Set.of(CONVOLUTION, "batchNorm", "relu", "maxPool", "globalAveragePool", "dropout", "dense");

    /**
     * The form of a network.
     *
     * @return empty if its blocks are not all of one form, or it has operations that no measured network has
     */
    static Optional<NetworkForm> of(LayerTable table) {
        Map<String, List<LayerTable.Layer>> blocks = new LinkedHashMap<>();
        for (LayerTable.Layer layer : table.layers()) {
            String[] parts = layer.name().split("/", 3);
            boolean inBlock = parts.length == 3 && parts[0].startsWith("stage");
            if (inBlock) {
                blocks.computeIfAbsent(parts[0] + "/" + parts[1] + "/", key -> new ArrayList<>())
                        .add(layer);
            } else if (!USUAL_OUTSIDE.contains(layer.kind())) {
                return Optional.empty();
            }
        }
        int channels = channelsBefore(table, blocks.keySet());
        Set<String> forms = new LinkedHashSet<>();
        for (Map.Entry<String, List<LayerTable.Layer>> each : blocks.entrySet()) {
            forms.add(block(each.getKey(), each.getValue(), channels));
            channels = channels(each.getValue().get(each.getValue().size() - 1));
        }
        return forms.size() == 1
                ? Optional.of(new NetworkForm(forms.iterator().next(), blocks.size()))
                : Optional.empty();
    }

    private static int channelsBefore(LayerTable table, Set<String> blocks) {
        int channels = 1;
        for (LayerTable.Layer layer : table.layers()) {
            if (blocks.stream().anyMatch(layer.name()::startsWith)) {
                return channels;
            }
            channels = channels(layer);
        }
        return channels;
    }

    private static String block(String prefix, List<LayerTable.Layer> layers, int before) {
        List<String> kinds = new ArrayList<>();
        int channels = before;
        for (LayerTable.Layer layer : layers) {
            if (layer.name().startsWith(prefix + SHORTCUT)) {
                if (!USUAL_SHORTCUT.contains(layer.kind())) {
                    kinds.add(SHORTCUT + layer.kind());
                }
            } else {
                kinds.add(isGrouped(layer, channels) ? "grouped " + layer.kind() : layer.kind());
                channels = channels(layer);
            }
        }
        return String.join(" ", kinds);
    }

    /**
     * In a convolution without groups, each filter sees all channels. So the number of its parameters is a multiple of
     * the number of channels, or one more if it has a bias.
     */
    private static boolean isGrouped(LayerTable.Layer layer, int channels) {
        long perFilter = layer.parameters() / channels(layer);
        return layer.kind().equals(CONVOLUTION) && perFilter % channels > 1;
    }

    private static int channels(LayerTable.Layer layer) {
        return layer.output().get(layer.output().size() - 1);
    }
}
