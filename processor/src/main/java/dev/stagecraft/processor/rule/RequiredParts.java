package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PresetSpec;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network needs images, a stem, a stage, and an end. */
final class RequiredParts implements Rule<Part<NetworkSpec>> {
    private static final String INPUT = "@Input(height = 28, width = 28, channels = 1)";

    private static final int USUAL_CHANNELS = 64;

    @Override
    public void check(Part<NetworkSpec> part, Report report) {
        NetworkSpec spec = part.spec();
        if (lacksInput(part)) {
            Origin input = part.at("input");
            report.add(missing(part, "@Input", "input = " + INPUT)
                    .fix(
                            Edit.set(input.at("height"), 28),
                            Edit.set(input.at("width"), 28),
                            Edit.set(input.at("channels"), 1)));
        }
        if (spec.stem().isEmpty()) {
            report.add(stem(part));
        }
        if (spec.stages().isEmpty()) {
            report.add(stage(part));
        }
        if (spec.head().isEmpty() && !spec.features()) {
            report.add(missing(part, "@Head", "@Head(classes = 10)")
                    .fix(Edit.set(Origin.of("Head").at("classes"), 10)));
        }
    }

    /** The usual one makes images smaller; where a window would skip pixels then, its convolution keeps their size. */
    private static Problem stem(Part<NetworkSpec> part) {
        Origin stem = Origin.of("Stem");
        int number = stemChannels(part.spec());
        Edit channels = Edit.set(stem.at("channels"), number);
        return missing(part, "@Stem", "@Stem(channels = " + number + ")")
                .oneOf("stem", channels)
                .oneOf("stem", channels, Edit.set(stem.at("stride"), 1));
    }

    /** As many as the first stage has, where its shortcut must not change them. */
    private static int stemChannels(NetworkSpec spec) {
        return keepsChannels(spec)
                ? spec.stages().stream()
                        .map(stage -> stage.channels() * expansion(spec, stage.block()))
                        .filter(channels -> channels > 0)
                        .findFirst()
                        .orElse(USUAL_CHANNELS)
                : USUAL_CHANNELS;
    }

    /** One of bottlenecks where something is said of these. */
    private static Problem stage(Part<NetworkSpec> part) {
        NetworkSpec spec = part.spec();
        Optional<BlockKind> kind = part.gives("bottleneck") ? Optional.of(BlockKind.BOTTLENECK) : Optional.empty();
        int out = keepsChannels(spec) ? spec.stem().map(StemSpec::channels).orElse(USUAL_CHANNELS) : USUAL_CHANNELS;
        // Zeros can only add channels, so that a part of one is a whole one.
        double share = (double) Math.max(out, 1) / Math.max(expansion(spec, kind), 1);
        int channels = keepsChannels(spec) ? (int) Math.ceil(share) : out;
        Origin stage = Origin.of("ResidualStage");
        List<Edit> edits =
                new ArrayList<>(List.of(Edit.set(stage.at("channels"), channels), Edit.set(stage.at("blocks"), 2)));
        kind.ifPresent(each -> edits.add(Edit.set(stage.at("block"), "Block.BOTTLENECK")));
        String block = kind.isPresent() ? ", block = Block.BOTTLENECK" : "";
        return missing(part, "@ResidualStage", "@ResidualStage(channels = " + channels + ", blocks = 2" + block + ")")
                .fix(edits.toArray(Edit[]::new));
    }

    private static boolean keepsChannels(NetworkSpec spec) {
        return spec.shortcut().kind() == ShortcutKind.IDENTITY
                || spec.shortcut().kind() == ShortcutKind.ZERO_PADDED;
    }

    private static int expansion(NetworkSpec spec, Optional<BlockKind> kind) {
        return kind.equals(Optional.of(BlockKind.BOTTLENECK))
                ? spec.bottleneck().expansion()
                : 1;
    }

    /** Whether nothing is known of the images: neither a preset nor the declaration says anything. */
    static boolean lacksInput(Part<NetworkSpec> part) {
        Origin input = part.at("input");
        return part.spec().input().equals(PresetSpec.NO_INPUT)
                && List.of("height", "width", "channels").stream()
                        .noneMatch(attribute -> part.given().test(input.at(attribute)));
    }

    private static Problem missing(Part<NetworkSpec> part, String missing, String example) {
        return Message.PART_MISSING.at(part.origin()).with("part", missing).with("addition", example);
    }
}
