package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Elementwise;
import dev.stagecraft.processor.shape.GlobalAveragePool;
import dev.stagecraft.processor.shape.ScaleChannels;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.StochasticDepth;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import java.util.List;
import java.util.Optional;

/** Lowers one block: a body, what the network adds to every body, the shortcut, the sum. */
final class BlockLowering {
    static final String BODY = "x";
    private static final String GATE = "gate";
    private static final String PRE_ACTIVATED = "preactivated";

    private final NetworkSpec spec;
    private final Parts parts;
    private final ShortcutLowering shortcuts;

    BlockLowering(NetworkSpec spec, Parts parts) {
        this.spec = spec;
        this.parts = parts;
        this.shortcuts = new ShortcutLowering(spec.shortcut(), parts);
    }

    /** The block, where every step of it had a shape. */
    Optional<Section> lower(SectionBuilder section, BlockRecipe recipe, int stride, Origin stage) {
        Origin channels = stage.at("channels");
        int out = outputChannels(section, recipe);
        // Body and projection share a pre-activation; it must outlive the body's next layer.
        boolean shares =
                recipe.preActivation() > 0 && shortcuts.projects(section.input().channels(), out, stride);
        body(section, recipe, stride, shares ? PRE_ACTIVATED : BODY);
        for (SqueezeExcitationSpec excitation : spec.squeezeExcitation()) {
            exciteChannels(section, excitation, stage);
        }
        if (spec.stochasticDepth() > 0) {
            section.add("drop", new StochasticDepth(), BODY, BODY, stage);
        }
        if (spec.shortcut().kind() != ShortcutKind.NONE) {
            String shortcut = shortcuts.lower(section, shares ? PRE_ACTIVATED : Section.INPUT, out, stride, stage);
            new SumRule(spec, recipe, stride, section.input()).check(section, BODY, shortcut, stage);
            section.add("sum", new Add(), List.of(BODY, shortcut), BODY, channels);
        }
        if (recipe.activateSum()) {
            section.add(parts.activation().kind(), parts.activation(), BODY, BODY, stage);
        }
        return section.build();
    }

    private static int outputChannels(SectionBuilder section, BlockRecipe recipe) {
        int channels = section.input().channels();
        for (BlockRecipe.Part part : recipe.body()) {
            if (part instanceof BlockRecipe.Convolution convolution) {
                channels = convolution.channels();
            }
        }
        return channels;
    }

    /** Operations are numbered by kind, from 1. */
    private void body(SectionBuilder section, BlockRecipe recipe, int stride, String shared) {
        int convolutions = 0;
        int norms = 0;
        int activations = 0;
        String from = Section.INPUT;
        for (int i = 0; i < recipe.body().size(); i++) {
            BlockRecipe.Part part = recipe.body().get(i);
            String to = i < recipe.preActivation() ? shared : BODY;
            if (part instanceof BlockRecipe.Convolution conv) {
                parts.convolve(
                        section,
                        "conv" + ++convolutions,
                        conv.kernel(),
                        conv.strided() ? stride : 1,
                        conv.channels(),
                        conv.groups(),
                        from,
                        to,
                        conv.origin());
            } else if (part instanceof BlockRecipe.Norm) {
                boolean zero = spec.norm().zeroLast() && i == recipe.lastNorm();
                parts.normalize(section, "norm" + ++norms, zero, from, to, part.origin());
            } else {
                section.add(parts.activation().kind() + ++activations, parts.activation(), from, to, part.origin());
            }
            from = to;
        }
    }

    /** Hu 2017, Figure 3: the ReLU between is the paper's, whatever the network's activation. */
    private void exciteChannels(SectionBuilder section, SqueezeExcitationSpec excitation, Origin stage) {
        Shape body = section.shapeOf(BODY);
        if (body == null) {
            return;
        }
        int channels = body.channels();
        int narrow = channels / excitation.ratio();
        Origin origin = Origin.of("ResidualNetwork").at("squeezeExcitation").at("ratio");
        if (section.require(
                narrow >= 1,
                Code.WIDTH_VANISHES,
                origin,
                "se/reduce: " + channels + " channels / " + excitation.ratio()
                        + " are rounded down to 0, expected is 1 or more; make ratio " + channels + " or less")) {
            section.add("se/pool", new GlobalAveragePool(), BODY, GATE, stage)
                    .add("se/reduce", new Dense(channels, narrow), GATE, GATE, origin)
                    .add("se/relu", Elementwise.RELU, GATE, GATE, stage)
                    .add("se/expand", new Dense(narrow, channels), GATE, GATE, origin)
                    .add("se/gate", Elementwise.SIGMOID, GATE, GATE, stage)
                    .add("se/scale", new ScaleChannels(), List.of(BODY, GATE), BODY, stage);
        }
    }
}
