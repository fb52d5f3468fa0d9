package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.Windows;
import java.util.List;

/** What a {@code @ResidualStage} must be; what its own block must be, {@link BlockRules} know. */
final class StageRules {
    /** Far above the deepest published stage (200 blocks, He 2015, section 4.2), and lowered in a moment. */
    static final int MOST_BLOCKS = 10_000;

    static final List<Rule<Part<StageSpec>>> ALL = List.of(
            Ranges.atLeast(1, "channels", StageSpec::channels),
            Ranges.upTo(MOST_BLOCKS, "blocks", StageSpec::blocks),
            StageRules::stride,
            StageRules::blockOrCustom,
            StageRules::namesABlock);

    private StageRules() {}

    private static void stride(Part<StageSpec> part, Report report) {
        int found = part.spec().stride();
        if (found < 0 || found > Windows.MOST_STRIDE) {
            report.add(part.problem(Message.STAGE_STRIDE, "stride")
                    .with("found", found)
                    .with("high", Numbers.grouped(Windows.MOST_STRIDE))
                    .fix(Edit.remove(part.at("stride"))));
        }
    }

    private static void blockOrCustom(Part<StageSpec> part, Report report) {
        if (part.spec().block().isPresent() && part.spec().custom().isPresent()) {
            report.add(part.problem(Message.BLOCK_AND_CUSTOM, "block")
                    .fix(Edit.remove(part.at("block")))
                    .fix(Edit.remove(part.at("custom"))));
        }
    }

    private static void namesABlock(Part<StageSpec> part, Report report) {
        part.spec()
                .custom()
                .filter(block -> !block.declared())
                .ifPresent(block -> report.add(part.problem(Message.NOT_A_BLOCK, "custom")
                        .with("found", block.simpleName())
                        .fix(Edit.remove(part.at("custom")))));
    }
}
