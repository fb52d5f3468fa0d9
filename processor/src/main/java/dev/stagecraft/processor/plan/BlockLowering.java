package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.rule.CheckedNetwork;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lowers one block: a body, what the network adds to every body, the shortcut, the sum. */
final class BlockLowering {
    static final String BODY = "x";
    private static final String GATE = "gate";
    private static final String PRE_ACTIVATED = "preactivated";
    private static final StepName.Part EXCITATION = StepName.Part.drawnAs("squeeze-and-excitation", "se");

    private final NetworkSpec spec;
    private final Optional<SqueezeExcitationSpec> squeezeExcitation;
    private final Parts parts;
    private final ShortcutLowering shortcuts;

    BlockLowering(CheckedNetwork network, Parts parts) {
        this.spec = network.spec();
        this.squeezeExcitation = network.squeezeExcitation();
        this.parts = parts;
        this.shortcuts = new ShortcutLowering(spec.shortcut(), parts);
    }

    /** The block, where every step of it had a shape. */
    Optional<Section> lower(SectionBuilder section, BlockRecipe recipe, int stride, Origin stage) {
        Origin channels = stage.at("channels");
        int out = recipe.channels();
        // Body and projection share a pre-activation; it must outlive the body's next layer.
        boolean shares =
                recipe.preActivation() > 0 && shortcuts.projects(section.input().channels(), out, stride);
        body(section, recipe, stride, shares ? PRE_ACTIVATED : BODY);
        squeezeExcitation.ifPresent(excitation -> exciteChannels(section, excitation, stage));
        if (spec.efficientChannelAttention()) {
            new ChannelAttention().add(section, new LayerFactory.Slot(StepName.of("eca"), 1, BODY, BODY, stage));
        }
        if (spec.stochasticDepth() > 0) {
            section.add(StepName.of("drop"), new StochasticDepth(), BODY, BODY, stage);
        }
        if (spec.shortcut().kind() != ShortcutKind.NONE) {
            String shortcut = shortcuts.lower(section, shares ? PRE_ACTIVATED : Section.INPUT, out, stride, stage);
            new SumRule(spec, recipe, stride, section.input()).check(section, BODY, shortcut, stage);
            section.add(StepName.of("sum"), new Add(), List.of(BODY, shortcut), BODY, channels);
        }
        if (recipe.activateSum()) {
            section.add(StepName.of(parts.activation().kind()), parts.activation(), BODY, BODY, stage);
        }
        return section.build();
    }

    /** Layers are numbered by name, from 1. One that had nothing to do leaves its input to the next. */
    private static void body(SectionBuilder section, BlockRecipe recipe, int stride, String shared) {
        Map<String, Integer> numbers = new HashMap<>();
        String from = Section.INPUT;
        for (int i = 0; i < recipe.body().size(); i++) {
            BlockRecipe.Layer layer = recipe.body().get(i);
            StepName name = StepName.of(layer.name() + numbers.merge(layer.name(), 1, Integer::sum));
            String to = i < recipe.preActivation() ? shared : BODY;
            layer.factory()
                    .add(section, new LayerFactory.Slot(name, layer.strided() ? stride : 1, from, to, layer.origin()));
            from = section.shapeOf(to) == null ? from : to;
        }
    }

    /** Hu 2017, Figure 3: the ReLU between is the paper's, whatever the network's activation. */
    private void exciteChannels(SectionBuilder section, SqueezeExcitationSpec excitation, Origin stage) {
        Shape body = section.shapeOf(BODY);
        if (body == null) {
            return;
        }
        int channels = body.channels();
        int narrow = excitation.width(channels);
        Origin origin = Origin.of("ResidualNetwork")
                .at("squeezeExcitation")
                .item(0)
                .at(excitation.isOneMultiple(channels) ? "divisor" : "ratio");
        if (section.require(
                narrow >= 1,
                () -> Message.RATIO_TOO_LARGE
                        .at(origin)
                        .with("channels", channels)
                        .with("ratio", excitation.ratio())
                        .fix(Edit.set(origin, channels)))) {
            section.add(EXCITATION.step("pool"), new GlobalAveragePool(), BODY, GATE, stage)
                    .add(EXCITATION.step("reduce"), new Dense(channels, narrow), GATE, GATE, origin)
                    .add(EXCITATION.step("relu"), Elementwise.RELU, GATE, GATE, stage)
                    .add(EXCITATION.step("expand"), new Dense(narrow, channels), GATE, GATE, origin)
                    .add(EXCITATION.step("gate"), Elementwise.SIGMOID, GATE, GATE, stage)
                    .add(EXCITATION.step("scale"), new ScaleChannels(), List.of(BODY, GATE), BODY, stage);
        }
    }
}
