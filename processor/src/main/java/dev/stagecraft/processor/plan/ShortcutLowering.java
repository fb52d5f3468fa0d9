package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.plan.LayerFactory.Slot;
import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.PadChannels;
import dev.stagecraft.processor.shape.Subsample;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.ShortcutSpec;

/** Lowers a block's shortcut. */
final class ShortcutLowering {
    private static final String SHORTCUT = "shortcut";

    private final ShortcutSpec spec;
    private final Parts parts;

    ShortcutLowering(ShortcutSpec spec, Parts parts) {
        this.spec = spec;
        this.parts = parts;
    }

    /**
     * Whether a block has a 1×1 convolution beside its body. A stride always asks for one, even where the image is a pixel
     * already: which weights a network has must not depend on the size of its images.
     */
    boolean projects(int in, int out, int stride) {
        return switch (spec.kind()) {
            case PROJECTION, POOLED_PROJECTION -> stride != 1 || in != out;
            case PROJECTION_EVERYWHERE -> true;
            case IDENTITY, ZERO_PADDED, NONE -> false;
        };
    }

    /**
     * Adds what leads to the sum, and says which branch holds it.
     *
     * @param projected the branch that a projection takes
     */
    String lower(SectionBuilder section, String projected, int out, int stride, Origin stage) {
        int in = section.input().channels();
        if (spec.kind() == ShortcutKind.ZERO_PADDED) {
            return zeroPadded(section, in, out, stride, stage);
        }
        if (!projects(in, out, stride)) {
            return Section.INPUT;
        }
        Origin channels = stage.at("channels");
        boolean pooled = spec.kind() == ShortcutKind.POOLED_PROJECTION && stride != 1;
        if (pooled) {
            section.add(Part.SHORTCUT.step("pool"), AveragePool.ofAllPixels(stride), projected, SHORTCUT, stage);
        }
        String from = pooled ? SHORTCUT : projected;
        parts.convolution(1, out, 1, Origins.of(channels))
                .add(section, new Slot(Part.SHORTCUT.step("conv"), pooled ? 1 : stride, from, SHORTCUT, channels));
        if (spec.norm()) {
            parts.normalization(false).add(section, new Slot(Part.SHORTCUT.step("norm"), 1, SHORTCUT, SHORTCUT, stage));
        }
        return SHORTCUT;
    }

    private static String zeroPadded(SectionBuilder section, int in, int out, int stride, Origin stage) {
        String branch = Section.INPUT;
        if (stride != 1) {
            section.add(Part.SHORTCUT.step("subsample"), new Subsample(stride), branch, SHORTCUT, stage);
            branch = SHORTCUT;
        }
        section.require(
                out >= in,
                () -> Message.CHANNELS_SHRINK
                        .at(stage.at("channels"))
                        .with("out", out)
                        .otherwiseAt(Origin.of("ResidualNetwork").at("shortcut").at("kind"))
                        .with("in", in)
                        .fix(Edit.set(
                                Origin.of("ResidualNetwork").at("shortcut").at("kind"), "ShortcutKind.PROJECTION")));
        if (out > in) {
            section.add(Part.SHORTCUT.step("pad"), new PadChannels(out - in), branch, SHORTCUT, stage);
            branch = SHORTCUT;
        }
        return branch;
    }
}
