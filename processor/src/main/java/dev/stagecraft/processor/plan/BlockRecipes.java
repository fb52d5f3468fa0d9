package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.BlockRecipe.EvenKernel;
import dev.stagecraft.processor.plan.BlockRecipe.Growth;
import dev.stagecraft.processor.plan.BlockRecipe.Layer;
import dev.stagecraft.processor.plan.Factors.Factor;
import dev.stagecraft.processor.shape.Blur;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The recipe of a stage's blocks: a row for each built-in kind, or what the developer declared. */
final class BlockRecipes {
    /** A product this close to a whole number is that number: 0.29 of 100 is 28.999999999999996 in doubles. */
    private static final double ROUNDING = 1e-9;

    private static final Origin BOTTLENECK = Origin.of("ResidualNetwork").at("bottleneck");

    private final NetworkSpec spec;
    private final Parts parts;
    private final Report report;

    BlockRecipes(NetworkSpec spec, Parts parts, Report report) {
        this.spec = spec;
        this.parts = parts;
        this.report = report;
    }

    /** The recipe, where every width is right. */
    Optional<BlockRecipe> of(StageSpec stage, int position) {
        Origin declared = Origin.of("ResidualStage", position);
        Origin channels = declared.at("channels");
        String place = "stage " + (position + 1);
        if (stage.custom().isPresent()) {
            return custom(stage.custom().get(), stage, place, declared);
        }
        return switch (stage.block().orElse(BlockKind.BASIC)) {
            case BASIC ->
                Optional.of(builtIn(
                        basic(stage.channels(), channels),
                        stage.channels(),
                        declared,
                        new Growth(stage.channels(), 1, channels, "channels")));
            case BOTTLENECK -> bottleneck(stage, place, declared);
        };
    }

    /** He 2015, Figure 5, left. */
    private List<Layer> basic(int channels, Origin origin) {
        Origins origins = Origins.of(origin);
        return List.of(convolution(3, true, channels, 1, origins), convolution(3, false, channels, 1, origins));
    }

    /** He 2015, Figure 5, right; Xie 2016, Figure 3 (c), where it has groups. */
    private Optional<BlockRecipe> bottleneck(StageSpec stage, String place, Origin declared) {
        Origin origin = declared.at("channels");
        BottleneckSpec bottleneck = spec.bottleneck();
        int channels = stage.channels();
        int groupWidth = bottleneck.groupWidth();
        int reference = BottleneckSpec.REFERENCE_CHANNELS;
        long perGroup = (long) channels * groupWidth / reference;
        if (perGroup < 1) {
            report.add(Message.GROUP_VANISHES
                    .at(origin)
                    .otherwiseAt(BOTTLENECK.at("groupWidth"))
                    .with("scope", place)
                    .with("channels", channels)
                    .with("groupWidth", groupWidth)
                    .with("reference", reference));
            return Optional.empty();
        }
        Factor ofStage = new Factor(channels, origin);
        Factor groups = new Factor(bottleneck.groups(), BOTTLENECK.at("groups"));
        Factors inner =
                new Factors(List.of(ofStage, new Factor(groupWidth, BOTTLENECK.at("groupWidth")), groups), reference);
        Factors outer = Factors.of(ofStage, new Factor(bottleneck.expansion(), BOTTLENECK.at("expansion")));
        // A group's channels are rounded down.
        BigDecimal all = BigDecimal.valueOf(perGroup).multiply(groups.value());
        boolean first = bottleneck.strideOnFirst();
        return count(inner, all, place)
                .flatMap(width -> count(outer, outer.product(), place)
                        .map(out -> builtIn(
                                List.of(
                                        convolution(1, first, width, 1, Origins.of(inner.largest())),
                                        convolution(3, !first, width, bottleneck.groups(), Origins.of(inner.largest())),
                                        convolution(1, false, out, 1, Origins.of(outer.largest()))),
                                out,
                                declared,
                                new Growth(
                                        channels, bottleneck.expansion(), BOTTLENECK.at("expansion"), "expansion"))));
    }

    /**
     * Convolutions with a normalization each and activations between, as the network's order has them. Where it is
     * anti-aliased, a blur or an average pool before the next convolution has the stride (Zhang 2019, section 3.2).
     */
    private BlockRecipe builtIn(List<Layer> convolutions, int channels, Origin stage, Growth growth) {
        boolean before = spec.order() == OrderKind.PRE_ACTIVATION;
        List<Layer> body = new ArrayList<>();
        boolean strideIsDue = false;
        for (int i = 0; i < convolutions.size(); i++) {
            Layer convolution = convolutions.get(i);
            Layer norm = normalization(i == convolutions.size() - 1, convolution.origin());
            if (before) {
                body.add(norm);
            }
            if (before || i > 0) {
                body.add(activation(convolution.origin()));
            }
            if (strideIsDue) {
                body.add(antialias(stage));
            }
            strideIsDue = spec.antialias() != AntialiasKind.NONE && convolution.strided();
            body.add(strideIsDue ? withoutStride(convolution) : convolution);
            if (!before) {
                body.add(norm);
            }
        }
        return BlockRecipe.of(body, channels, !before, growth, List.of());
    }

    private static Layer withoutStride(Layer layer) {
        return new Layer(layer.name(), layer.convolves(), false, layer.factory(), layer.origin());
    }

    private Optional<BlockRecipe> custom(CustomBlockSpec block, StageSpec stage, String place, Origin declared) {
        Origin channels = declared.at("channels");
        List<Layer> body = new ArrayList<>();
        int lastNorm = block.layers().stream().map(LayerSpec::kind).toList().lastIndexOf(LayerKind.NORMALIZATION);
        List<EvenKernel> evenKernels = new ArrayList<>();
        Growth growth = new Growth(stage.channels(), 1, channels, "channels");
        Optional<Integer> last = Optional.empty();
        boolean right = true;
        for (int i = 0; i < block.layers().size(); i++) {
            LayerSpec layer = block.layers().get(i);
            Origin origin = Origin.of("Layer", i).on(block.type());
            switch (layer.kind()) {
                case NORMALIZATION -> body.add(normalization(i == lastNorm, origin));
                case ACTIVATION -> body.add(activation(origin));
                case EFFICIENT_CHANNEL_ATTENTION -> body.add(new Layer("eca", new ChannelAttention(), origin));
                case BLUR -> body.add(blur(layer.strided(), declared));
                case CONVOLUTION -> {
                    last = width(block, i, stage, place, channels);
                    right &= last.isPresent();
                    Origins origins = new Origins(
                            layer.width() > stage.channels() ? origin.at("width") : channels,
                            origin.at("kernel"),
                            origin.at("groups"));
                    last.ifPresent(out ->
                            body.add(convolution(layer.kernel(), layer.strided(), out, layer.groups(), origins)));
                    growth = new Growth(stage.channels(), layer.width(), origin.at("width"), "width");
                    if (layer.kernel() % 2 == 0) {
                        evenKernels.add(new EvenKernel(layer.kernel(), origins.window()));
                    }
                }
            }
        }
        Growth ofTheLast = growth;
        return right
                ? last.map(out -> BlockRecipe.of(body, out, block.activateSum(), ofTheLast, evenKernels))
                : Optional.empty();
    }

    private Layer convolution(int kernel, boolean strided, int channels, int groups, Origins origins) {
        return new Layer(
                "conv", true, strided, parts.convolution(kernel, channels, groups, origins), origins.channels());
    }

    private Layer normalization(boolean last, Origin origin) {
        return new Layer("norm", parts.normalization(last && spec.norm().zeroLast()), origin);
    }

    private Layer activation(Origin origin) {
        return new Layer(parts.activation().kind(), parts.activated(), origin);
    }

    private Layer antialias(Origin stage) {
        return spec.antialias() == AntialiasKind.AVERAGE_POOL
                ? strided(BlockRecipe.AVERAGE_POOL, parts::averagePool, stage)
                : blur(true, stage);
    }

    private static Layer blur(boolean strided, Origin stage) {
        return strided
                ? strided("blur", Blur::new, stage)
                : new Layer("blur", (section, slot) -> section.add(new Blur(1), slot), stage.at("custom"));
    }

    /** It ends what body and projection share, and has nothing to do where the stride is 1. */
    private static Layer strided(String name, IntFunction<Operation> ofStride, Origin stage) {
        LayerFactory factory = (section, slot) -> {
            if (slot.stride() > 1) {
                section.add(ofStride.apply(slot.stride()), slot);
            }
        };
        return new Layer(name, true, true, factory, stage.at("stride"));
    }

    private Optional<Integer> width(CustomBlockSpec block, int index, StageSpec stage, String place, Origin channels) {
        double width = block.layers().get(index).width();
        Origin origin = Origin.of("Layer", index).on(block.type()).at("width");
        Factors factors = Factors.of(new Factor(stage.channels(), channels), new Factor(width, origin));
        double product = stage.channels() * width;
        double out = Math.rint(product);
        if (out < 1 || !(Math.abs(product - out) <= ROUNDING)) {
            double whole = Math.max(1, Math.floor(product)) / stage.channels();
            report.add(Message.WIDTH_NOT_WHOLE
                    .at(origin)
                    .with("scope", place)
                    .with("channels", stage.channels())
                    .with("layer", index + 1)
                    .with("block", block.simpleName())
                    .with("factors", factors.text())
                    .with("product", factors.product().stripTrailingZeros().toPlainString())
                    .fix(Edit.set(origin, whole)));
            return Optional.empty();
        }
        return count(factors, factors.product().setScale(0, RoundingMode.HALF_EVEN), place);
    }

    private Optional<Integer> count(Factors factors, BigDecimal channels, String place) {
        if (channels.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
            return Optional.of(channels.intValue());
        }
        String path = factors.largest().attribute();
        report.add(Message.CHANNELS_TOO_MANY
                .at(factors.largest())
                .with("scope", place)
                .with("factors", factors.text())
                .with("found", Numbers.grouped(channels.toBigInteger()))
                .with("attribute", path.substring(path.lastIndexOf('.') + 1)));
        return Optional.empty();
    }
}
