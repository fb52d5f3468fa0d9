package dev.stagecraft.tests.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws valid declarations of small networks, every option mixed in, from a seed. */
final class Declarations {
    private static final List<String> PRESETS =
            List.of("RESNET_18", "RESNET_50_V1", "RESNET_18_D", "SE_RESNET_50", "CIFAR_RESNET_20_B", "RESNET_34_V2");

    private final Random random;
    private final int number;
    private final boolean antialias;
    private final boolean averages;
    private final String divisor;
    private final boolean convolves;
    private final boolean pre;
    private final String shortcut;
    private final boolean bottlenecks;
    private final int expansion;
    private final boolean custom;
    private final List<Integer> channels = new ArrayList<>();

    private Declarations(long seed, int number) {
        this.random = new Random(seed * 1_000_003 + number);
        this.number = number;
        // By itself, so that the rest is drawn as it was before this could be.
        antialias = new Random(~seed * 1_000_003 + number).nextInt(10) == 0;
        Random later = new Random(~seed * 1_000_003 + ~number);
        averages = !antialias && later.nextInt(8) == 0;
        divisor = later.nextBoolean() ? "" : ", divisor = " + (1 + later.nextInt(4));
        convolves = later.nextInt(4) == 0;
        pre = random.nextInt(3) == 0;
        shortcut = oneOf("PROJECTION", "PROJECTION_EVERYWHERE", "IDENTITY", "ZERO_PADDED", "POOLED_PROJECTION", "NONE");
        custom = !shortcut.equals("IDENTITY") && !shortcut.equals("ZERO_PADDED") && random.nextInt(3) == 0;
        bottlenecks = random.nextBoolean();
        expansion = 1 + random.nextInt(4);
        int first = 2 * (1 + random.nextInt(3));
        for (int stages = 1 + random.nextInt(3); stages > 0; stages--) {
            channels.add(first);
            first = switch (shortcut) {
                case "IDENTITY" -> first;
                case "ZERO_PADDED" -> first + random.nextInt(3);
                default -> 2 * (1 + random.nextInt(3));
            };
        }
    }

    /** The source of {@code random.Net<number>}. */
    static String draw(long seed, int number) {
        return new Declarations(seed, number).source();
    }

    private String source() {
        StringBuilder source = new StringBuilder("package random;\nimport dev.stagecraft.dsl.*;\n");
        source.append(network()).append(stem());
        for (int i = 0; i < channels.size(); i++) {
            source.append(stage(i));
        }
        source.append(head());
        // Small strided windows pass over pixels, and not every option meets a block that has it: neither is an error.
        source.append("@SuppressWarnings({\"SC-SHAPE-05\", \"SC-PART-05\"})\n");
        source.append("final class Net%d {}\n".formatted(number));
        return source.append(custom ? block() : "").toString();
    }

    private String network() {
        List<String> parts = new ArrayList<>();
        boolean preset = random.nextInt(5) == 0;
        if (preset) {
            parts.add("preset = Preset." + PRESETS.get(random.nextInt(PRESETS.size())));
        }
        parts.add("input = @Input(height = %d, width = %d, channels = %d)"
                .formatted(size(4 + random.nextInt(17)), size(4 + random.nextInt(17)), 1 + random.nextInt(3)));
        parts.add(antialias ? "antialias = Antialias.BLUR" : averages ? "antialias = Antialias.AVERAGE_POOL" : "");
        parts.add("order = Order." + (pre ? "PRE_ACTIVATION" : "POST_ACTIVATION"));
        String activation = oneOf("RELU", "LEAKY_RELU", "SILU", "GELU");
        maybe(parts, 2, "activation = Activation." + activation);
        maybe(parts, 2, "convolutionBias = true");
        // What is zero before a rectifier, or without a shortcut, stays zero.
        boolean zero = !pre && !custom && !shortcut.equals("NONE") && random.nextInt(3) == 0;
        maybe(
                parts,
                3,
                "norm = @BatchNorm(momentum = 0.%d, epsilon = 1e-%d, zeroLast = %b)"
                        .formatted(1 + random.nextInt(9), 2 + random.nextInt(4), zero));
        parts.add("shortcut = @Shortcut(kind = ShortcutKind.%s, norm = %b)".formatted(shortcut, random.nextBoolean()));
        parts.add(
                bottlenecks
                        ? "bottleneck = @Bottleneck(expansion = %d, strideOnFirst = %b, groups = %d, groupWidth = %d)"
                                .formatted(
                                        expansion,
                                        random.nextBoolean(),
                                        1 + random.nextInt(3),
                                        32 * (1 + random.nextInt(3)))
                        : "");
        parts.add(oneOf(
                "squeezeExcitation = {}", "squeezeExcitation = @SqueezeExcitation(ratio = 2%s)".formatted(divisor)));
        if (!shortcut.equals("NONE")) {
            maybe(parts, 3, "stochasticDepth = 0.%d".formatted(1 + random.nextInt(9)));
        }
        maybe(
                parts,
                2,
                "initializer = KernelInitializer."
                        + oneOf(
                                "GLOROT_UNIFORM",
                                "GLOROT_NORMAL",
                                "HE_UNIFORM",
                                "HE_NORMAL",
                                "HE_UNIFORM_FAN_OUT",
                                "HE_NORMAL_FAN_OUT"));
        // Average pools without padding need sizes that all strides divide.
        String same = "padding = Padding.SAME";
        maybe(parts, 4, same);
        parts.add(averages && !parts.contains(same) ? same : "");
        parts.removeIf(String::isEmpty);
        return "@ResidualNetwork(" + String.join(", ", parts) + ")\n";
    }

    /** A blur needs two pixels to reflect, after all strides before it, which are at most 2 · 3 · 3 · 3 together. */
    private int size(int pixels) {
        return antialias ? pixels + 2 * 3 * 3 * 3 : pixels;
    }

    private String stem() {
        int width = channels.get(0) * (bottlenecks ? expansion : 1);
        int out = switch (shortcut) {
            case "IDENTITY" -> width;
            case "ZERO_PADDED" -> 1 + random.nextInt(width);
            default -> 2 * (1 + random.nextInt(3));
        };
        String pool = random.nextBoolean()
                ? "{}"
                : "@MaxPool(size = %d, stride = %d)".formatted(odd(3), 1 + random.nextInt(3));
        String convolution = convolves && !pool.equals("{}") ? ", poolConvolution = true" : "";
        return "@Stem(channels = %d, kernel = %d, stride = %d, before = %s, pool = %s%s)\n"
                .formatted(out, odd(7), 1 + random.nextInt(2), oneOf("{}", "{}", "{3}", "{2, 4}"), pool, convolution);
    }

    private String stage(int index) {
        int stride = shortcut.equals("IDENTITY") ? 1 : random.nextInt(4);
        String kind = custom && random.nextBoolean()
                ? "custom = Own%d.class".formatted(number)
                : "block = Block." + (bottlenecks ? "BOTTLENECK" : "BASIC");
        return "@ResidualStage(channels = %d, blocks = %d, stride = %d, %s)\n"
                .formatted(channels.get(index), 1 + random.nextInt(3), stride, kind);
    }

    private String head() {
        return random.nextInt(6) == 0
                ? "@Features\n"
                : "@Head(classes = %d, dropout = %s)\n".formatted(2 + random.nextInt(9), oneOf("0", "0", "0.3", "0.9"));
    }

    /** Channels are even, so that a half and two groups are whole. */
    private String block() {
        StringBuilder source = new StringBuilder("@ResidualBlock(activateSum = %b)\n".formatted(random.nextBoolean()));
        int convolutions = 1 + random.nextInt(3);
        int strided = random.nextInt(convolutions);
        boolean first = random.nextBoolean();
        for (int i = 0; i < convolutions; i++) {
            String rest = "@Layer(LayerKind.NORMALIZATION)\n"
                    + (random.nextInt(3) > 0 ? "@Layer(LayerKind.ACTIVATION)\n" : "");
            source.append(first ? rest : "");
            // Before it and after it are at least two channels for each of the stage's two.
            int groups = i > 0 && random.nextBoolean() ? 2 : 1;
            boolean blurred = antialias && i == strided;
            source.append("@Layer(value = LayerKind.CONVOLUTION, kernel = %d, strided = %b, width = %s, groups = %d)\n"
                    .formatted(odd(5), i == strided && !blurred, oneOf("1", "2", "3"), groups));
            source.append(blurred ? "@Layer(value = LayerKind.BLUR, strided = true)\n" : "");
            source.append(first ? "" : rest);
        }
        return source.append("interface Own%d {}\n".formatted(number)).toString();
    }

    private void maybe(List<String> parts, int oneIn, String part) {
        if (random.nextInt(oneIn) == 0) {
            parts.add(part);
        }
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int odd(int most) {
        return 1 + 2 * random.nextInt((most + 1) / 2);
    }
}
