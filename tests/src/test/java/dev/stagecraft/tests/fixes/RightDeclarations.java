package dev.stagecraft.tests.fixes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Draws declarations that are mostly right, of every kind there is; a test keeps those of which nothing is said. */
final class RightDeclarations {
    private static final List<String> PRESETS = List.of(
            "RESNET_18",
            "RESNET_50",
            "RESNET_18_D",
            "SE_RESNET_50",
            "RESNEXT_50_32X4D",
            "CIFAR_RESNET_20",
            "CIFAR_RESNET_20_B",
            "CIFAR_PREACT_RESNET_164",
            "RESNET_34_V2",
            "CIFAR_PLAIN_20");

    private final Random random;
    private final Draft draft;

    private RightDeclarations(long seed, int number, String name) {
        random = new Random(seed * 1_000_003 + number);
        draft = new Draft(name, random.nextLong());
    }

    /** Draws one. */
    static Draft draw(long seed, int number, String name) {
        RightDeclarations right = new RightDeclarations(seed, number, name);
        if (right.random.nextInt(5) == 0) {
            right.preset();
        } else {
            right.network();
        }
        right.common();
        right.draft.rightStages = right.draft.stages.size();
        return right.draft;
    }

    private void preset() {
        draft.network.put("preset", "Preset." + of(PRESETS));
        if (random.nextBoolean()) {
            draft.network.put("input", input(32 << random.nextInt(3), 3));
        }
        if (random.nextInt(3) == 0) {
            draft.head = Optional.of(values("classes", 2 + random.nextInt(100)));
        }
        if (random.nextInt(4) == 0) {
            draft.stem = Optional.of(values("channels", 16, "kernel", 3, "stride", 1));
        }
    }

    private void network() {
        String shortcut = random.nextInt(3) > 0
                ? "PROJECTION"
                : of(List.of("PROJECTION_EVERYWHERE", "IDENTITY", "ZERO_PADDED", "POOLED_PROJECTION", "NONE"));
        boolean bottlenecks = random.nextInt(3) == 0;
        boolean own = !shortcut.equals("IDENTITY") && !shortcut.equals("ZERO_PADDED") && random.nextInt(3) == 0;
        draft.network.put("input", input(16 + random.nextInt(33), 1 + random.nextInt(3)));
        if (!shortcut.equals("PROJECTION")) {
            draft.network.put("shortcut", "@Shortcut(kind = ShortcutKind." + shortcut + ")");
        }
        int expansion = bottlenecks ? 1 + random.nextInt(4) : 1;
        if (bottlenecks) {
            draft.network.put(
                    "bottleneck",
                    "@Bottleneck(expansion = " + expansion + ", groups = " + (1 + random.nextInt(3)) + ")");
        }
        int channels = 4 * (1 + random.nextInt(4));
        Map<String, String> stem = values(
                "channels",
                shortcut.equals("IDENTITY") ? channels * expansion : channels,
                "kernel",
                3 + 2 * random.nextInt(3),
                "stride",
                1 + random.nextInt(2));
        if (random.nextInt(3) == 0) {
            stem.put("before", "{8, 8}");
        }
        stem.put("pool", random.nextBoolean() ? "{}" : "@MaxPool(size = 3, stride = 2)");
        draft.stem = Optional.of(stem);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            Map<String, String> stage = values("channels", channels, "blocks", 1 + random.nextInt(3));
            if (shortcut.equals("IDENTITY")) {
                stage.put("stride", "1");
            } else {
                channels *= 1 + random.nextInt(2);
            }
            if (own && random.nextBoolean()) {
                stage.put("custom", draft.name() + "Block.class");
                if (draft.blocks.isEmpty()) {
                    draft.blocks.add(block(draft.name() + "Block"));
                }
            } else if (bottlenecks) {
                stage.put("block", "Block.BOTTLENECK");
            }
            draft.stages.add(stage);
        }
        if (random.nextInt(6) == 0) {
            draft.features = true;
        } else {
            draft.head = Optional.of(values("classes", 2 + random.nextInt(20)));
        }
    }

    private Draft.Block block(String name) {
        List<Map<String, String>> layers = new ArrayList<>();
        int convolutions = 1 + random.nextInt(3);
        for (int i = 0; i < convolutions; i++) {
            Map<String, String> layer = values("value", "LayerKind.CONVOLUTION");
            if (i == 0) {
                layer.put("strided", "true");
            }
            if (random.nextInt(3) == 0) {
                layer.put("kernel", of(List.of("1", "3", "5")));
            }
            if (i < convolutions - 1 && random.nextInt(3) == 0) {
                layer.put("width", of(List.of("0.5", "2")));
            }
            if (random.nextInt(4) == 0) {
                layer.put("groups", "2");
            }
            layers.add(layer);
            layers.add(values("value", "LayerKind.NORMALIZATION"));
            if (i < convolutions - 1) {
                layers.add(values("value", "LayerKind.ACTIVATION"));
            }
        }
        return new Draft.Block(name, layers);
    }

    private void common() {
        maybe(4, "activation", "Activation." + of(List.of("RELU", "LEAKY_RELU", "SILU", "GELU")));
        maybe(6, "padding", "Padding.SAME");
        maybe(6, "convolutionBias", "true");
        maybe(6, "efficientChannelAttention", "true");
        maybe(6, "squeezeExcitation", "@SqueezeExcitation(ratio = 2" + of(List.of("", ", divisor = 8")) + ")");
        maybe(8, "order", "Order.PRE_ACTIVATION");
        maybe(6, "norm", "@BatchNorm(momentum = 0.99)");
        boolean shortcut = !draft.network.getOrDefault("shortcut", "").contains("NONE")
                && !draft.network.getOrDefault("preset", "").contains("PLAIN");
        if (shortcut) {
            maybe(6, "stochasticDepth", "0.2");
        }
        if (random.nextInt(3) == 0) {
            Map<String, String> training = draft.training();
            training.put("epochs", "20");
            training.put("batchSize", String.valueOf(32 << random.nextInt(4)));
            training.put("learningRate", "0.1");
            switch (random.nextInt(5)) {
                case 0 -> training.put("sgd", "@Sgd(momentum = 0.9, nesterov = true)");
                case 1 -> training.put("adam", "@Adam");
                case 2 -> training.put("adamW", "@AdamW(weightDecay = 0.05)");
                case 3 -> training.put("lars", "@Lars");
                default -> training.put("labelSmoothing", "0.1");
            }
            training.put(
                    random.nextBoolean() ? "cosine" : "stepDecay", random.nextBoolean() ? "@Cosine" : "@StepDecay");
            training.remove(training.getOrDefault("cosine", "").equals("@StepDecay") ? "cosine" : "");
            training.remove(training.getOrDefault("stepDecay", "").equals("@Cosine") ? "stepDecay" : "");
            training.put("warmUpEpochs", "2");
            switch (random.nextInt(4)) {
                case 0 -> training.put("augmentation", "@Augmentation(shift = 0.1, horizontalFlip = true)");
                case 1 -> training.put("augmentation", "@Augmentation(randomResizedCrop = @RandomResizedCrop)");
                default -> {}
            }
        }
    }

    private void maybe(int oneIn, String attribute, String value) {
        if (random.nextInt(oneIn) == 0) {
            draft.network.put(attribute, value);
        }
    }

    private static String input(int size, int channels) {
        return "@Input(height = %d, width = %d, channels = %d)".formatted(size, size, channels);
    }

    /** Names of attributes, each with its value. */
    static Map<String, String> values(Object... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return values;
    }

    private String of(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
