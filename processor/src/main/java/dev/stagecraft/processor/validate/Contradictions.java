package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.StageSpec;

/** What is right by itself and wrong together. */
public final class Contradictions {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");

    private final Report report;

    private Contradictions(Report report) {
        this.report = report;
    }

    /** Reports what excludes each other in a declaration. */
    public static void check(NetworkSpec spec, Report report) {
        new Contradictions(report).check(spec);
    }

    private void check(NetworkSpec spec) {
        if (spec.features() && spec.head().isPresent()) {
            contradict(
                    Origin.of("Features"), "network: @Features and @Head exclude each other; take one of the two away");
        }
        if (spec.shortcut().kind() == ShortcutKind.NONE) {
            if (spec.stochasticDepth() > 0) {
                contradict(
                        NETWORK.at("stochasticDepth"),
                        "network: stochasticDepth drops bodies, and without a shortcut nothing is left of a block; take"
                                + " it away, or give the blocks a shortcut");
            }
            if (spec.norm().zeroLast()) {
                contradict(
                        NETWORK.at("norm").at("zeroLast"),
                        "norm: zeroLast begins every block at its shortcut, and there is none; take it away, or give the"
                                + " blocks a shortcut");
            }
        }
        for (int i = 0; i < spec.stages().size(); i++) {
            StageSpec stage = spec.stages().get(i);
            if (stage.block().isPresent() && stage.custom().isPresent()) {
                contradict(
                        Origin.of("ResidualStage", i).at("block"),
                        "stage " + (i + 1) + ": block and custom exclude each other; take one of the two away");
            }
        }
    }

    private void contradict(Origin origin, String text) {
        report.add(Code.CONTRADICTION, origin, text);
    }
}
