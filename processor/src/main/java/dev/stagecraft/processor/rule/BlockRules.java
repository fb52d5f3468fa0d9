package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a block of a developer's own must be, whatever network uses it. */
final class BlockRules {
    /** Each layer is a few lines of one method, which may hold 64 KB. */
    private static final int MOST_LAYERS = 200;

    private static final String EXAMPLE = "@Layer(value = LayerKind.CONVOLUTION, strided = true)";

    private static final String STRIDED_KINDS = Arrays.stream(LayerKind.values())
            .filter(LayerKind::canBeStrided)
            .map(LayerKind::name)
            .collect(Collectors.joining(" and "));

    private static final List<Rule<Part<LayerSpec>>> LAYER = List.of(
            Ranges.upTo(Windows.MOST_KERNEL, "kernel", LayerSpec::kernel),
            Ranges.atLeast(1, "groups", LayerSpec::groups),
            BlockRules::width,
            BlockRules::mayBeStrided);

    private static final List<Rule<Part<CustomBlockSpec>>> ALL =
            List.of(BlockRules::hasAConvolution, BlockRules::length, BlockRules::layers, BlockRules::oneLayerIsStrided);

    private BlockRules() {}

    /** Reports what is wrong with a block, and, where nothing is, what has no effect in it. */
    static void check(CustomBlockSpec block, Predicate<Origin> given, Report report) {
        Origin origin = Origin.of("ResidualBlock").on(block.type());
        Part<CustomBlockSpec> part = new Part<>(block, block.simpleName(), origin, given);
        Rules.pass(ALL, part, report).ifPresent(right -> layersWithoutEffect(part, report));
    }

    private static void hasAConvolution(Part<CustomBlockSpec> part, Report report) {
        if (part.spec().layers().stream().noneMatch(BlockRules::isConvolution)) {
            report.add(Message.NO_CONVOLUTION
                    .at(part.origin())
                    .with("scope", part.scope())
                    .with("example", EXAMPLE)
                    .fix(Edit.add(part.spec().type(), EXAMPLE)));
        }
    }

    private static void length(Part<CustomBlockSpec> part, Report report) {
        int found = part.spec().layers().size();
        if (found > MOST_LAYERS) {
            report.add(Message.BLOCK_LENGTH
                    .at(Origin.of("Layer", MOST_LAYERS).on(part.spec().type()))
                    .with("scope", part.scope())
                    .with("found", found)
                    .with("limit", MOST_LAYERS));
        }
    }

    private static void layers(Part<CustomBlockSpec> part, Report report) {
        for (int i = 0; i < part.spec().layers().size(); i++) {
            Rules.pass(LAYER, layer(part, i), report);
        }
    }

    private static Part<LayerSpec> layer(Part<CustomBlockSpec> part, int index) {
        return part.inner(
                part.spec().layers().get(index),
                part.scope() + ", layer " + (index + 1),
                Origin.of("Layer", index).on(part.spec().type()));
    }

    private static void width(Part<LayerSpec> part, Report report) {
        double found = part.spec().width();
        if (!(found > 0 && Double.isFinite(found))) {
            report.add(part.problem(Message.WIDTH, "width").with("found", found).fix(Edit.remove(part.at("width"))));
        }
    }

    private static void mayBeStrided(Part<LayerSpec> part, Report report) {
        if (part.spec().strided() && !part.spec().kind().canBeStrided()) {
            report.add(part.problem(Message.STRIDED_LAYER, "strided")
                    .with("kinds", STRIDED_KINDS)
                    .fix(Edit.remove(part.at("strided"))));
        }
    }

    private static void oneLayerIsStrided(Part<CustomBlockSpec> part, Report report) {
        int strided = 0;
        for (int i = 0; i < part.spec().layers().size(); i++) {
            LayerSpec layer = part.spec().layers().get(i);
            if (layer.strided() && layer.kind().canBeStrided() && ++strided == 2) {
                Part<LayerSpec> second = layer(part, i);
                report.add(second.problem(Message.SECOND_STRIDED, "strided").fix(Edit.remove(second.at("strided"))));
            }
        }
    }

    private static void layersWithoutEffect(Part<CustomBlockSpec> part, Report report) {
        for (int i = 0; i < part.spec().layers().size(); i++) {
            Part<LayerSpec> layer = layer(part, i);
            for (String attribute : List.of("kernel", "width", "groups")) {
                if (!isConvolution(layer.spec()) && layer.gives(attribute)) {
                    report.add(layer.problem(Message.LAYER_VALUE_UNUSED, attribute)
                            .with("attribute", attribute)
                            .fix(Edit.remove(layer.at(attribute))));
                }
            }
        }
    }

    private static boolean isConvolution(LayerSpec layer) {
        return layer.kind() == LayerKind.CONVOLUTION;
    }
}
