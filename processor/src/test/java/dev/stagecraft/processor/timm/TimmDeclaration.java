package dev.stagecraft.processor.timm;

import dev.stagecraft.processor.timm.TimmNetworks.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a network of timm is declared: by a preset that is that network, or by one that it varies, or without one. */
final class TimmDeclaration {
    /** Networks of timm for which there is a preset. */
    private static final Map<String, String> PRESETS = Map.ofEntries(
            Map.entry("resnet18", "RESNET_18"),
            Map.entry("resnet34", "RESNET_34"),
            Map.entry("resnet50", "RESNET_50"),
            Map.entry("resnet101", "RESNET_101"),
            Map.entry("resnet152", "RESNET_152"),
            Map.entry("resnet200", "RESNET_200"),
            Map.entry("resnet18d", "RESNET_18_D"),
            Map.entry("resnet50d", "RESNET_50_D"),
            Map.entry("resnetv2_18", "RESNET_18_V2"),
            Map.entry("resnetv2_34", "RESNET_34_V2"),
            Map.entry("resnetv2_50", "RESNET_50_V2"),
            Map.entry("resnetv2_101", "RESNET_101_V2"),
            Map.entry("resnetv2_152", "RESNET_152_V2"),
            Map.entry("seresnet18", "SE_RESNET_18"),
            Map.entry("seresnet34", "SE_RESNET_34"),
            Map.entry("seresnet50", "SE_RESNET_50"),
            Map.entry("resnext50_32x4d", "RESNEXT_50_32X4D"),
            Map.entry("resnext101_32x8d", "RESNEXT_101_32X8D"),
            Map.entry("resnext101_64x4d", "RESNEXT_101_64X4D"),
            Map.entry("wide_resnet50_2", "WIDE_RESNET_50_2"),
            Map.entry("wide_resnet101_2", "WIDE_RESNET_101_2"),
            Map.entry("resnetrs50", "RESNET_RS_50"),
            Map.entry("resnetrs101", "RESNET_RS_101"),
            Map.entry("resnetrs152", "RESNET_RS_152"),
            Map.entry("resnetrs200", "RESNET_RS_200"),
            Map.entry("resnetrs270", "RESNET_RS_270"),
            Map.entry("resnetrs350", "RESNET_RS_350"),
            Map.entry("resnetrs420", "RESNET_RS_420"),
            Map.entry("resnetaa34d", "RESNET_AA_34_D"),
            Map.entry("resnetaa50", "RESNET_AA_50"),
            Map.entry("resnetaa50d", "RESNET_AA_50_D"),
            Map.entry("resnetaa101d", "RESNET_AA_101_D"),
            Map.entry("seresnetaa50d", "SE_RESNET_AA_50_D"),
            Map.entry("seresnextaa101d_32x8d", "SE_RESNEXT_AA_101_D_32X8D"),
            Map.entry("seresnextaa201d_32x8d", "SE_RESNEXT_AA_201_D_32X8D"));

    /** Presets of plain networks, by their blocks. */
    private static final Map<String, String> DEPTHS = Map.of(
            "basic [2, 2, 2, 2]", "RESNET_18",
            "basic [3, 4, 6, 3]", "RESNET_34",
            "bottleneck [3, 4, 6, 3]", "RESNET_50",
            "bottleneck [3, 4, 23, 3]", "RESNET_101",
            "bottleneck [3, 8, 36, 3]", "RESNET_152",
            "bottleneck [3, 24, 36, 3]", "RESNET_200");

    private TimmDeclaration() {}

    /** The annotations of a network, one an element. */
    static List<String> of(Row row) {
        return PRESETS.containsKey(row.name())
                ? List.of("@ResidualNetwork(preset = Preset." + PRESETS.get(row.name()) + ")")
                : written(row);
    }

    private static List<String> written(Row row) {
        String depth = DEPTHS.get(row.block() + " " + row.blocks());
        List<String> values = new ArrayList<>();
        values.add(
                depth == null
                        ? "input = @Input(height = 224, width = 224, channels = 3)"
                        : "preset = Preset." + depth + (row.preActivated() ? "_V2" : ""));
        if (row.preActivated() && depth == null) {
            values.add("order = Order.PRE_ACTIVATION");
        }
        if (row.pooled()) {
            values.add("shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION)");
        }
        if (row.groups() > 1 || row.groupWidth() != 64) {
            values.add(
                    "bottleneck = @Bottleneck(groups = " + row.groups() + ", groupWidth = " + row.groupWidth() + ")");
        }
        if (row.ratio() > 0) {
            values.add("squeezeExcitation = @SqueezeExcitation(ratio = " + row.ratio() + ", divisor = 8)");
        }
        if (row.attention().equals("eca")) {
            values.add("efficientChannelAttention = true");
        }
        switch (row.antialias()) {
            case "blur" -> values.add("antialias = Antialias.BLUR");
            case "average" -> values.add("antialias = Antialias.AVERAGE_POOL");
            default -> {}
        }
        List<String> lines = new ArrayList<>(List.of("@ResidualNetwork(" + String.join(", ", values) + ")"));
        stem(row, depth != null, lines);
        if (depth == null) {
            stages(row, lines);
            lines.add("@Head(classes = 1000)");
        }
        return lines;
    }

    private static void stem(Row row, boolean preset, List<String> lines) {
        List<Integer> widths = row.stem();
        List<String> values = new ArrayList<>();
        if (!widths.isEmpty()) {
            if (row.stemChannels() != 64) {
                values.add("channels = " + row.stemChannels());
            }
            values.add("kernel = 3");
            values.add(widths.subList(0, widths.size() - 1).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "before = {", "}")));
        }
        if (row.poolConvolution()) {
            values.add("poolConvolution = true");
        }
        if (!values.isEmpty() || !preset) {
            lines.add("@Stem" + (values.isEmpty() ? "" : "(" + String.join(", ", values) + ")"));
        }
    }

    private static void stages(Row row, List<String> lines) {
        for (int stage = 0; stage < row.blocks().size(); stage++) {
            lines.add("@ResidualStage(channels = " + row.channels(stage) + ", blocks = "
                    + row.blocks().get(stage) + (row.isBottleneck(stage) ? ", block = Block.BOTTLENECK" : "") + ")");
        }
    }
}
