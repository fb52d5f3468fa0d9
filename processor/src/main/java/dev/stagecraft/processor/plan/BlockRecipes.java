package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.BlockRecipe.Activation;
import dev.stagecraft.processor.plan.BlockRecipe.Convolution;
import dev.stagecraft.processor.plan.BlockRecipe.Norm;
import dev.stagecraft.processor.plan.BlockRecipe.Part;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The recipe of a stage's blocks: a row for each built-in kind, or what the developer declared. */
final class BlockRecipes {
    /** A product this close to a whole number is that number: 0.29 of 100 is 28.999999999999996 in doubles. */
    private static final double ROUNDING = 1e-9;

    private final NetworkSpec spec;
    private final Report report;

    BlockRecipes(NetworkSpec spec, Report report) {
        this.spec = spec;
        this.report = report;
    }

    /** The recipe, where every width is right. */
    Optional<BlockRecipe> of(StageSpec stage, int position) {
        Origin channels = Origin.of("ResidualStage", position).at("channels");
        String place = "stage " + (position + 1);
        if (stage.custom().isPresent()) {
            return custom(stage.custom().get(), stage, place, channels);
        }
        return switch (stage.block().orElse(BlockKind.BASIC)) {
            case BASIC -> Optional.of(builtIn(basic(stage.channels(), channels)));
            case BOTTLENECK -> bottleneck(stage, place, channels).map(this::builtIn);
        };
    }

    /** He 2015, Figure 5, left. */
    private static List<Convolution> basic(int channels, Origin origin) {
        return List.of(new Convolution(3, true, channels, 1, origin), new Convolution(3, false, channels, 1, origin));
    }

    /** He 2015, Figure 5, right; Xie 2016, Figure 3 (c), where it has groups. */
    private Optional<List<Convolution>> bottleneck(StageSpec stage, String place, Origin origin) {
        BottleneckSpec bottleneck = spec.bottleneck();
        long perGroup = (long) stage.channels() * bottleneck.groupWidth() / BottleneckSpec.REFERENCE_CHANNELS;
        if (perGroup < 1) {
            report.add(
                    Code.WIDTH_VANISHES,
                    origin,
                    place + ": channels is " + stage.channels() + ", so that a group of the 3×3 convolution has "
                            + stage.channels() + " · " + bottleneck.groupWidth() + " / "
                            + BottleneckSpec.REFERENCE_CHANNELS + " channels, rounded down to 0; expected is 1 or more:"
                            + " make channels or groupWidth larger");
            return Optional.empty();
        }
        Optional<Integer> inner = count(product(perGroup, bottleneck.groups()), place, origin);
        Optional<Integer> outer = count(product(stage.channels(), bottleneck.expansion()), place, origin);
        boolean first = bottleneck.strideOnFirst();
        return inner.flatMap(width -> outer.map(out -> List.of(
                new Convolution(1, first, width, 1, origin),
                new Convolution(3, !first, width, bottleneck.groups(), origin),
                new Convolution(1, false, out, 1, origin))));
    }

    /** Convolutions with a normalisation each and activations between, as the network's order has them. */
    private BlockRecipe builtIn(List<Convolution> convolutions) {
        boolean before = spec.order() == OrderKind.PRE_ACTIVATION;
        List<Part> body = new ArrayList<>();
        for (Convolution convolution : convolutions) {
            Norm norm = new Norm(convolution.origin());
            Activation activation = new Activation(convolution.origin());
            if (before) {
                body.addAll(List.of(norm, activation, convolution));
            } else {
                if (!body.isEmpty()) {
                    body.add(activation);
                }
                body.addAll(List.of(convolution, norm));
            }
        }
        return BlockRecipe.of(body, !before);
    }

    private Optional<BlockRecipe> custom(CustomBlockSpec block, StageSpec stage, String place, Origin channels) {
        List<Part> body = new ArrayList<>();
        boolean right = true;
        for (int i = 0; i < block.layers().size(); i++) {
            LayerSpec layer = block.layers().get(i);
            Origin origin = Origin.of("Layer", i).on(block.type());
            switch (layer.kind()) {
                case NORMALIZATION -> body.add(new Norm(origin));
                case ACTIVATION -> body.add(new Activation(origin));
                case CONVOLUTION -> {
                    Optional<Integer> width = width(block, i, stage, place, channels);
                    right &= width.isPresent();
                    width.ifPresent(out ->
                            body.add(new Convolution(layer.kernel(), layer.strided(), out, layer.groups(), channels)));
                }
            }
        }
        return right ? Optional.of(BlockRecipe.of(body, block.activateSum())) : Optional.empty();
    }

    private Optional<Integer> width(CustomBlockSpec block, int index, StageSpec stage, String place, Origin origin) {
        double width = block.layers().get(index).width();
        double product = stage.channels() * width;
        double out = Math.rint(product);
        if (out < 1 || !(Math.abs(product - out) <= ROUNDING)) {
            report.add(
                    Code.WIDTH_VANISHES,
                    origin,
                    place + ": channels is " + stage.channels() + ", so that layer " + (index + 1) + " of "
                            + block.simpleName() + " has " + stage.channels() + " · " + width + " = "
                            + written(stage.channels(), width)
                            + " channels; expected is a whole number of 1 or more: choose other channels, or another"
                            + " width");
            return Optional.empty();
        }
        return count((long) Math.min(out, Long.MAX_VALUE), place, origin);
    }

    /** The product of the numbers as they are written, without the rounding of doubles: 7 · 1.1 is 7.7. */
    private static String written(int channels, double width) {
        return new BigDecimal(String.valueOf(width))
                .multiply(BigDecimal.valueOf(channels))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static long product(long left, int right) {
        return left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
    }

    private Optional<Integer> count(long channels, String place, Origin origin) {
        if (channels <= Integer.MAX_VALUE) {
            return Optional.of((int) channels);
        }
        report.add(
                Code.OVERFLOW,
                origin,
                place + ": a convolution would give " + String.format(Locale.ROOT, "%,d", channels)
                        + " channels, more than the 2,147,483,647 that can be"
                        + " built; make channels smaller");
        return Optional.empty();
    }
}
