package dev.stagecraft.processor.timm;

import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.ChannelConvolution;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The variables of a planned network under timm's names, with their shapes in PyTorch's order of axes. */
final class OurTensors {
    private static final Pattern BLOCK = Pattern.compile("stage(\\d+)/block(\\d+)/(.+)");
    private static final Pattern DEEP = Pattern.compile("stem/(conv|norm)(\\d)");
    private static final Map<String, String> IN_BLOCKS =
            Map.of("se/reduce", "se.fc1", "se/expand", "se.fc2", "eca/conv", "se.conv");

    private final boolean preActivated;
    private final boolean pooled;
    private final Map<String, List<Integer>> tensors = new LinkedHashMap<>();

    private OurTensors(boolean preActivated, boolean pooled) {
        this.preActivated = preActivated;
        this.pooled = pooled;
    }

    /** Names and shapes. */
    static Map<String, List<Integer>> of(NetworkPlan plan) {
        boolean pools = plan.layers().stream().anyMatch(layer -> layer.name().endsWith("/shortcut/pool"));
        OurTensors ours = new OurTensors(plan.end().isPresent(), pools);
        plan.layers().forEach(layer -> ours.add(layer.name(), layer.step().operation()));
        return ours.tensors;
    }

    private void add(String layer, Operation operation) {
        if (operation instanceof Conv2d conv) {
            int size = conv.window().size();
            put(layer, "weight", conv.outChannels(), conv.inChannels() / conv.groups(), size, size);
        } else if (operation instanceof BatchNorm norm) {
            for (String leaf : List.of("weight", "bias", "running_mean", "running_var")) {
                put(layer, leaf, norm.channels());
            }
        } else if (operation instanceof Dense dense) {
            if (preActivated || layer.contains("/se/")) {
                put(layer, "weight", dense.out(), dense.in(), 1, 1);
            } else {
                put(layer, "weight", dense.out(), dense.in());
            }
            put(layer, "bias", dense.out());
        } else if (operation instanceof ChannelConvolution convolution) {
            put(layer, "weight", 1, 1, convolution.size());
        }
    }

    private void put(String layer, String leaf, Integer... shape) {
        tensors.put(name(layer) + "." + leaf, List.of(shape));
    }

    private String name(String layer) {
        MatchResult block = BLOCK.matcher(layer).results().findFirst().orElse(null);
        if (block != null) {
            int stage = Integer.parseInt(block.group(1));
            int index = Integer.parseInt(block.group(2)) - 1;
            return (preActivated ? "stages." + (stage - 1) + ".blocks." + index : "layer" + stage + "." + index) + "."
                    + inBlock(block.group(3));
        }
        if (preActivated) {
            return switch (layer) {
                case "final/norm" -> "norm";
                case "head/dense" -> "head.fc";
                default -> layer.replace('/', '.');
            };
        }
        MatchResult deep = DEEP.matcher(layer).results().findFirst().orElse(null);
        if (deep != null) {
            int at = 3 * (Integer.parseInt(deep.group(2)) - 1) + (deep.group(1).equals("norm") ? 1 : 0);
            return at == 7 ? "bn1" : "conv1." + at;
        }
        return switch (layer) {
            case "stem/conv" -> "conv1";
            case "stem/norm" -> "bn1";
            case "stem/pool/conv" -> "maxpool.0";
            case "stem/pool/norm" -> "maxpool.1";
            case "head/dense" -> "fc";
            default -> throw new AssertionError("timm has no " + layer);
        };
    }

    private String inBlock(String layer) {
        if (IN_BLOCKS.containsKey(layer)) {
            return IN_BLOCKS.get(layer);
        }
        if (preActivated) {
            return layer.equals("shortcut/conv") ? "downsample.conv" : layer;
        }
        int first = pooled ? 1 : 0;
        return switch (layer) {
            case "shortcut/conv" -> "downsample." + first;
            case "shortcut/norm" -> "downsample." + (first + 1);
            default -> layer.replace("norm", "bn");
        };
    }
}
