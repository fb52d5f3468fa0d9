package dev.stagecraft.processor.table;

import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.PreprocessingSpec;
import dev.stagecraft.processor.spec.PresetKind;
import dev.stagecraft.processor.spec.PresetSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What a network is, written out as annotations without a preset; values that are the annotations' own defaults are left
 * out, except where a part is the better for being whole.
 */
public final class DeclarationText {
    private static final PresetSpec DEFAULTS = PresetKind.NONE.spec();

    private DeclarationText() {}

    /** One annotation a line. */
    public static List<String> of(NetworkSpec spec) {
        List<String> lines = new ArrayList<>();
        lines.add(network(spec));
        spec.stem().ifPresent(stem -> lines.add(stem(stem, spec.antialias())));
        spec.stages().forEach(stage -> lines.add(stage(stage)));
        spec.head().ifPresent(head -> lines.add(head(head)));
        if (spec.features()) {
            lines.add("@Features");
        }
        return lines;
    }

    private static String network(NetworkSpec spec) {
        InputSpec input = spec.input();
        Annotation text = new Annotation("ResidualNetwork")
                .add(
                        "input",
                        new Annotation("Input")
                                .add("height", input.height())
                                .add("width", input.width())
                                .add("channels", input.channels())
                                .addUnlessNone("mean", input.preprocessing().mean())
                                .addUnlessNone(
                                        "deviation", input.preprocessing().deviation())
                                .addUnlessEmpty("resize", resize(input.preprocessing())))
                .addUnless(DEFAULTS.order(), "order", "Order", spec.order())
                .addUnless(PresetSpec.ACTIVATION, "activation", "Activation", spec.activation())
                .addUnless(false, "convolutionBias", spec.convolutionBias())
                .addUnlessEmpty(
                        "norm",
                        new Annotation("BatchNorm")
                                .addUnless(
                                        PresetSpec.NORM.momentum(),
                                        "momentum",
                                        spec.norm().momentum())
                                .addUnless(
                                        PresetSpec.NORM.epsilon(),
                                        "epsilon",
                                        spec.norm().epsilon())
                                .addUnless(
                                        PresetSpec.NORM.zeroLast(),
                                        "zeroLast",
                                        spec.norm().zeroLast()))
                .addUnlessEmpty(
                        "shortcut",
                        new Annotation("Shortcut")
                                .addUnless(
                                        DEFAULTS.shortcut().kind(),
                                        "kind",
                                        "ShortcutKind",
                                        spec.shortcut().kind())
                                .addUnless(
                                        spec.order() == OrderKind.POST_ACTIVATION,
                                        "norm",
                                        spec.shortcut().norm()))
                .addUnlessEmpty("bottleneck", bottleneck(spec.bottleneck()));
        for (SqueezeExcitationSpec excitation : spec.squeezeExcitation()) {
            text.add(
                    "squeezeExcitation",
                    new Annotation("SqueezeExcitation")
                            .add("ratio", excitation.ratio())
                            .addUnless(SqueezeExcitationSpec.ROUND_DOWN, "divisor", excitation.divisor()));
        }
        return text.addUnless(false, "efficientChannelAttention", spec.efficientChannelAttention())
                .addUnless(DEFAULTS.antialias(), "antialias", "Antialias", spec.antialias())
                .addUnless(0.0, "stochasticDepth", spec.stochasticDepth())
                .addUnless(PresetSpec.INITIALIZER, "initializer", "KernelInitializer", spec.initializer())
                .addUnless(PresetSpec.PADDING, "padding", "Padding", spec.padding())
                .toString();
    }

    private static Annotation bottleneck(BottleneckSpec bottleneck) {
        BottleneckSpec usual = DEFAULTS.bottleneck();
        return new Annotation("Bottleneck")
                .addUnless(usual.expansion(), "expansion", bottleneck.expansion())
                .addUnless(usual.strideOnFirst(), "strideOnFirst", bottleneck.strideOnFirst())
                .addUnless(usual.groups(), "groups", bottleneck.groups())
                .addUnless(usual.groupWidth(), "groupWidth", bottleneck.groupWidth());
    }

    private static String stem(StemSpec stem, AntialiasKind antialias) {
        List<String> pools = stem.pools().stream()
                .map(pool -> pool(pool, stem.averages(antialias)))
                .toList();
        return new Annotation("Stem")
                .add("channels", stem.channels())
                .add("kernel", stem.kernel())
                .add("stride", stem.stride())
                .addUnless("{}", "before", list(stem.before()))
                .add("pool", pools.size() == 1 ? pools.get(0) : "{" + String.join(", ", pools) + "}")
                .addUnless(false, "poolConvolution", stem.poolConvolution())
                .toString();
    }

    private static String pool(PoolSpec pool, boolean sizeSaysNothing) {
        Annotation text = new Annotation("MaxPool");
        return (sizeSaysNothing ? text : text.add("size", pool.size()))
                .add("stride", pool.stride())
                .toString();
    }

    private static String stage(StageSpec stage) {
        Annotation text = new Annotation("ResidualStage")
                .add("channels", stage.channels())
                .add("blocks", stage.blocks())
                .addUnless(StageSpec.BY_POSITION, "stride", stage.stride());
        stage.block().ifPresent(block -> text.add("block", "Block." + block));
        stage.custom().ifPresent(block -> text.add("custom", block.simpleName() + ".class"));
        return text.addUnless(false, "recompute", stage.recompute()).toString();
    }

    private static String head(HeadSpec head) {
        return new Annotation("Head")
                .add("classes", head.classes())
                .addUnless(0.0, "dropout", head.dropout())
                .toString();
    }

    private static String list(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
    }

    private static Annotation resize(PreprocessingSpec spec) {
        PreprocessingSpec usual = PreprocessingSpec.DEFAULT;
        return new Annotation("Resize")
                .addUnless(usual.mode(), "mode", "ResizeMode", spec.mode())
                .addUnless(usual.filter(), "filter", "ResizeFilter", spec.filter())
                .addUnless(usual.share(), "share", spec.share());
    }

    /** An annotation while it is written. */
    private static final class Annotation {
        private final String name;
        private final StringJoiner attributes = new StringJoiner(", ", "(", ")").setEmptyValue("");

        Annotation(String name) {
            this.name = name;
        }

        Annotation add(String attribute, Object value) {
            attributes.add(attribute + " = " + value);
            return this;
        }

        Annotation addUnless(Object usual, String attribute, Object value) {
            return usual.equals(value) ? this : add(attribute, value);
        }

        Annotation addUnless(Enum<?> usual, String attribute, String type, Enum<?> value) {
            return usual == value ? this : add(attribute, type + "." + value.name());
        }

        Annotation addUnlessNone(String attribute, List<Double> values) {
            return values.isEmpty()
                    ? this
                    : add(attribute, values.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")));
        }

        Annotation addUnlessEmpty(String attribute, Annotation value) {
            return value.attributes.length() == 0 ? this : add(attribute, value);
        }

        @Override
        public String toString() {
            return "@" + name + attributes;
        }
    }
}
