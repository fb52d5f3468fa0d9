package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.List;

/** What a network must be as a whole. A method of Java, and a class's table of constants, hold 64 KB each. */
final class NetworkRules {
    /** Of your own blocks; all built-in blocks together have no more. A compiler holds a row of the table for each. */
    private static final int MOST_LAYERS = 100_000;
    /** Published networks have five. */
    private static final int MOST_STAGES = 100;

    /** How large it is: where one of these fails, no stage is lowered. */
    static final List<Rule<Part<NetworkSpec>>> SIZE = List.of(NetworkRules::stages, NetworkRules::blocks);

    /** What belongs together, and what does not. */
    static final List<Rule<Part<NetworkSpec>>> WHOLE = List.of(
            new RequiredParts(),
            Ranges.share("stochasticDepth", "0", NetworkSpec::stochasticDepth),
            NetworkRules::oneEnd,
            NetworkRules::depthNeedsAShortcut,
            NetworkRules::zeroLastNeedsAShortcut);

    private NetworkRules() {}

    private static void stages(Part<NetworkSpec> part, Report report) {
        int found = part.spec().stages().size();
        if (found > MOST_STAGES) {
            report.add(Message.STAGES
                    .at(Origin.of("ResidualStage", MOST_STAGES))
                    .with("scope", "stage " + (MOST_STAGES + 1))
                    .with("found", found)
                    .with("limit", MOST_STAGES));
        }
    }

    private static void blocks(Part<NetworkSpec> part, Report report) {
        List<StageSpec> stages = part.spec().stages();
        // A stage of too many blocks is told of by itself.
        if (stages.stream().anyMatch(stage -> stage.blocks() > StageRules.MOST_BLOCKS)) {
            return;
        }
        long blocks = stages.stream().mapToLong(StageSpec::blocks).sum();
        long layers = stages.stream()
                .mapToLong(stage -> stage.custom()
                        .map(block -> (long) block.layers().size() * stage.blocks())
                        .orElse(0L))
                .sum();
        if (blocks > StageRules.MOST_BLOCKS) {
            report.add(tooMany(Message.BLOCKS, blocks, StageRules.MOST_BLOCKS, part));
        } else if (layers > MOST_LAYERS) {
            report.add(tooMany(Message.LAYERS, layers, MOST_LAYERS, part));
        }
    }

    private static Problem tooMany(Message message, long found, int most, Part<NetworkSpec> part) {
        return message.at(part.origin()).with("found", Numbers.grouped(found)).with("limit", Numbers.grouped(most));
    }

    private static void oneEnd(Part<NetworkSpec> part, Report report) {
        if (part.spec().features() && part.spec().head().isPresent()) {
            Origin features = Origin.of("Features");
            report.add(Message.FEATURES_AND_HEAD
                    .at(features)
                    .fix(Edit.remove(features))
                    .fix(Edit.remove(Origin.of("Head"))));
        }
    }

    private static void depthNeedsAShortcut(Part<NetworkSpec> part, Report report) {
        if (part.spec().stochasticDepth() > 0) {
            needsAShortcut(Message.DEPTH_WITHOUT_SHORTCUT, part.at("stochasticDepth"), part, report);
        }
    }

    private static void zeroLastNeedsAShortcut(Part<NetworkSpec> part, Report report) {
        if (part.spec().norm().zeroLast()) {
            needsAShortcut(Message.ZERO_LAST_WITHOUT_SHORTCUT, part.at("norm").at("zeroLast"), part, report);
        }
    }

    private static void needsAShortcut(Message message, Origin origin, Part<NetworkSpec> part, Report report) {
        if (part.spec().shortcut().kind() == ShortcutKind.NONE) {
            report.add(message.at(origin)
                    .fix(Edit.remove(origin))
                    .fix(Edit.set(part.at("shortcut").at("kind"), "ShortcutKind.PROJECTION")));
        }
    }
}
