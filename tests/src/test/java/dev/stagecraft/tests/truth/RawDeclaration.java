package dev.stagecraft.tests.truth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A declaration as it is written, right or wrong; it says nothing of what its values mean. */
record RawDeclaration(
        List<Integer> input,
        boolean same,
        boolean preActivation,
        String activation,
        boolean bias,
        String shortcut,
        boolean shortcutNorm,
        int expansion,
        boolean strideOnFirst,
        int groups,
        int groupWidth,
        Optional<Integer> ratio,
        int divisor,
        String antialias,
        double stochasticDepth,
        Stem stem,
        List<Stage> stages,
        int classes,
        double dropout) {

    /** The stem; a pool is its size and stride, or nothing. */
    record Stem(
            int channels, int kernel, int stride, List<Integer> before, List<Integer> pool, boolean poolConvolution) {}

    /** A stage; a block of one's own has layers, a built-in one a kind. */
    record Stage(int channels, int blocks, int stride, String kind, List<Layer> layers, boolean activateSum) {
        Stage withStride(int other) {
            return new Stage(channels, blocks, other, kind, layers, activateSum);
        }
    }

    /** A layer of a block of one's own. */
    record Layer(String kind, int kernel, boolean strided, double width, int groups) {}

    /** The source of {@code random.Net<number>}, with the blocks that it names. */
    String source(int number) {
        StringBuilder text = new StringBuilder("package random;\nimport dev.stagecraft.dsl.*;\n");
        text.append("@ResidualNetwork(input = @Input(height = %d, width = %d, channels = %d), padding = Padding.%s,\n"
                .formatted(input.get(0), input.get(1), input.get(2), same ? "SAME" : "SYMMETRIC"));
        text.append("    order = Order.%s, activation = Activation.%s, convolutionBias = %b,\n"
                .formatted(preActivation ? "PRE_ACTIVATION" : "POST_ACTIVATION", activation, bias));
        text.append("    shortcut = @Shortcut(kind = ShortcutKind.%s, norm = %b),\n".formatted(shortcut, shortcutNorm));
        text.append("    bottleneck = @Bottleneck(expansion = %d, strideOnFirst = %b, groups = %d, groupWidth = %d),\n"
                .formatted(expansion, strideOnFirst, groups, groupWidth));
        text.append("    squeezeExcitation = %s, antialias = Antialias.%s, stochasticDepth = %s)\n"
                .formatted(
                        ratio.map(each -> "@SqueezeExcitation(ratio = " + each + ", divisor = " + divisor + ")")
                                .orElse("{}"),
                        antialias,
                        stochasticDepth));
        text.append("@Stem(channels = %d, kernel = %d, stride = %d, before = %s, pool = %s, poolConvolution = %b)\n"
                .formatted(
                        stem.channels(),
                        stem.kernel(),
                        stem.stride(),
                        stem.before().stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")),
                        stem.pool().isEmpty()
                                ? "{}"
                                : "@MaxPool(size = " + stem.pool().get(0) + ", stride = "
                                        + stem.pool().get(1) + ")",
                        stem.poolConvolution()));
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            String block = stage.layers().isEmpty()
                    ? "block = Block." + stage.kind()
                    : "custom = Block" + number + "Of" + i + ".class";
            text.append("@ResidualStage(channels = %d, blocks = %d, stride = %d, %s)\n"
                    .formatted(stage.channels(), stage.blocks(), stage.stride(), block));
        }
        text.append(String.format(Locale.ROOT, "@Head(classes = %d, dropout = %s)%n", classes, dropout));
        text.append("final class Net").append(number).append(" {}\n");
        for (int i = 0; i < stages.size(); i++) {
            if (!stages.get(i).layers().isEmpty()) {
                append(text, stages.get(i), "Block" + number + "Of" + i);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Stage stage, String name) {
        text.append("@ResidualBlock(activateSum = ").append(stage.activateSum()).append(")\n");
        for (Layer layer : stage.layers()) {
            text.append("@Layer(value = LayerKind.").append(layer.kind());
            if (layer.kind().equals("BLUR")) {
                text.append(", strided = ").append(layer.strided());
            } else if (layer.kind().equals("CONVOLUTION")) {
                text.append(", kernel = %d, strided = %b, width = %s, groups = %d"
                        .formatted(layer.kernel(), layer.strided(), layer.width(), layer.groups()));
            }
            text.append(")\n");
        }
        text.append("interface ").append(name).append(" {}\n");
    }
}
