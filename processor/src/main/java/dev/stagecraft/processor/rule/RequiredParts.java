package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PresetSpec;
import java.util.List;

/** A network needs images, a stem, a stage, and an end. */
final class RequiredParts implements Rule<Part<NetworkSpec>> {
    private static final String INPUT = "@Input(height = 28, width = 28, channels = 1)";

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
            report.add(missing(part, "@Stem", "@Stem(channels = 64)")
                    .fix(Edit.set(Origin.of("Stem").at("channels"), 64)));
        }
        if (spec.stages().isEmpty()) {
            report.add(missing(part, "@ResidualStage", "@ResidualStage(channels = 64, blocks = 2)")
                    .fix(
                            Edit.set(Origin.of("ResidualStage").at("channels"), 64),
                            Edit.set(Origin.of("ResidualStage").at("blocks"), 2)));
        }
        if (spec.head().isEmpty() && !spec.features()) {
            report.add(missing(part, "@Head", "@Head(classes = 10)")
                    .fix(Edit.set(Origin.of("Head").at("classes"), 10)));
        }
    }

    /** Whether nothing is known of the images: neither a preset nor the declaration says anything. */
    static boolean lacksInput(Part<NetworkSpec> part) {
        Origin input = part.at("input");
        return part.spec().input().equals(PresetSpec.NO_INPUT)
                && List.of("height", "width", "channels").stream()
                        .noneMatch(attribute -> part.given().test(input.at(attribute)));
    }

    private static Problem missing(Part<NetworkSpec> part, String missing, String example) {
        return Message.PART_MISSING.at(part.origin()).with("part", missing).with("example", example);
    }
}
