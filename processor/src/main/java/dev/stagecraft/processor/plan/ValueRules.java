package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingSpec;

/** The range of every declared value, and which parts a network needs. A check says whether all was right. */
final class ValueRules {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");
    /** Far above the deepest published stage (200 blocks, He 2015, section 4.2), and lowered in a moment. */
    private static final int MOST_BLOCKS = 10_000;

    private final Report report;

    ValueRules(Report report) {
        this.report = report;
    }

    void requireParts(NetworkSpec spec) {
        if (spec.stem().isEmpty()) {
            missing("@Stem", "@Stem(channels = 64)");
        }
        if (spec.stages().isEmpty()) {
            missing("@ResidualStage", "@ResidualStage(channels = 64, blocks = 2)");
        }
        if (spec.head().isEmpty()) {
            missing("@Head", "@Head(classes = 10)");
        }
    }

    boolean check(InputSpec input) {
        int before = report.count();
        Origin origin = NETWORK.at("input");
        atLeast(1, input.height(), "input", "height", origin);
        atLeast(1, input.width(), "input", "width", origin);
        atLeast(1, input.channels(), "input", "channels", origin);
        return report.count() == before;
    }

    boolean check(NormSpec norm) {
        int before = report.count();
        Origin origin = NETWORK.at("norm");
        if (!(norm.momentum() >= 0 && norm.momentum() < 1)) {
            outOfRange("norm", "momentum", norm.momentum(), "at least 0 and below 1; 0.9 is usual", origin);
        }
        if (!isPositiveFloat(norm.epsilon())) {
            outOfRange("norm", "epsilon", norm.epsilon(), "above 0 and finite as float32; 1e-5 is usual", origin);
        }
        return report.count() == before;
    }

    boolean check(BottleneckSpec bottleneck) {
        int before = report.count();
        atLeast(1, bottleneck.expansion(), "bottleneck", "expansion", NETWORK.at("bottleneck"));
        return report.count() == before;
    }

    boolean check(StemSpec stem) {
        int before = report.count();
        Origin origin = Origin.of("Stem");
        atLeast(1, stem.channels(), "stem", "channels", origin);
        atLeast(1, stem.kernel(), "stem", "kernel", origin);
        atLeast(1, stem.stride(), "stem", "stride", origin);
        for (PoolSpec pool : stem.pools()) {
            atLeast(1, pool.size(), "stem, pool", "size", origin.at("pool"));
            atLeast(1, pool.stride(), "stem, pool", "stride", origin.at("pool"));
        }
        if (stem.pools().size() > 1) {
            report.add(
                    Code.DOUBLED_PART,
                    origin.at("pool"),
                    "stem: " + stem.pools().size() + " pools were found, at most one was expected; keep one @MaxPool");
        }
        return report.count() == before;
    }

    boolean check(StageSpec stage, int position) {
        int before = report.count();
        Origin origin = new Origin("ResidualStage", position, "");
        String place = "stage " + (position + 1);
        atLeast(1, stage.channels(), place, "channels", origin);
        if (stage.blocks() < 1 || stage.blocks() > MOST_BLOCKS) {
            outOfRange(place, "blocks", stage.blocks(), "1 to " + MOST_BLOCKS, origin);
        }
        if (stage.stride() < 0) {
            outOfRange(
                    place,
                    "stride",
                    stage.stride(),
                    "1 or more, or left out for 1 in the first stage and 2 later",
                    origin);
        }
        return report.count() == before;
    }

    boolean check(HeadSpec head) {
        int before = report.count();
        atLeast(2, head.classes(), "head", "classes", Origin.of("Head"));
        return report.count() == before;
    }

    void check(TrainingSpec training) {
        new TrainingRules(report).check(training);
    }

    /** The runtime computes in float32: a number that rounds to nothing or to infinity there is none. */
    private static boolean isPositiveFloat(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }

    private void atLeast(int least, int found, String place, String attribute, Origin origin) {
        if (found < least) {
            outOfRange(place, attribute, found, least + " or more", origin);
        }
    }

    private void outOfRange(String place, String attribute, Object found, String expected, Origin origin) {
        report.add(
                Code.OUT_OF_RANGE,
                origin.at(attribute),
                place + ": " + attribute + " is " + found + ", expected is " + expected);
    }

    private void missing(String part, String example) {
        report.add(Code.MISSING_PART, NETWORK, "network: " + part + " is missing; add for example " + example);
    }
}
