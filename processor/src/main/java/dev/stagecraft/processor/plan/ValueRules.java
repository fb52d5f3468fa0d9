package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.PresetSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The range of every declared value, and which parts a network needs. A check says whether all was right. */
final class ValueRules {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");
    /** Far above the deepest published stage (200 blocks, He 2015, section 4.2), and lowered in a moment. */
    private static final int MOST_BLOCKS = 10_000;
    /** Of blocks of one's own; all built-in blocks together have no more. A compiler holds a row of the table for each. */
    private static final int MOST_LAYERS = 100_000;
    /** Stages, and convolutions of a stem: published networks have five and three. */
    private static final int MOST_PARTS = 100;

    /** Most values of an image: what Java's arrays, and the buffers that feed TensorFlow, can hold on every JVM. */
    private static final long MOST_INPUT_VALUES = Integer.MAX_VALUE - 16;

    private final Predicate<Origin> given;
    private final Report report;

    /** @param given whether a value was written, and is no default */
    ValueRules(Predicate<Origin> given, Report report) {
        this.given = given;
        this.report = report;
    }

    /** What belongs to no part; says whether blocks can be lowered. */
    boolean checkNetwork(NetworkSpec spec) {
        requireParts(spec);
        boolean buildable = checkSize(spec);
        check(spec.norm());
        check(spec.training());
        check(spec.budget());
        int before = report.count();
        check(spec.bottleneck());
        for (SqueezeExcitationSpec excitation : spec.squeezeExcitation()) {
            atLeast(1, excitation.ratio(), "squeeze-and-excitation", "ratio", NETWORK.at("squeezeExcitation"));
        }
        atMostOne(spec.squeezeExcitation(), "network", "@SqueezeExcitation", NETWORK.at("squeezeExcitation"));
        probability("network", "stochasticDepth", spec.stochasticDepth(), NETWORK);
        return buildable && report.count() == before;
    }

    /** A method of Java holds 64 KB, and so does a class's table of constants: parts have to be few enough for both. */
    private boolean checkSize(NetworkSpec spec) {
        int before = report.count();
        int convolutions = spec.stem().map(stem -> stem.before().size()).orElse(0);
        if (convolutions > MOST_PARTS) {
            outOfRange("stem", "before", convolutions + " convolutions", "at most " + MOST_PARTS, Origin.of("Stem"));
        }
        if (spec.stages().size() > MOST_PARTS) {
            report.add(
                    Code.OUT_OF_RANGE,
                    Origin.of("ResidualStage", MOST_PARTS),
                    "stage " + (MOST_PARTS + 1) + ": " + spec.stages().size() + " stages were found, at most "
                            + MOST_PARTS + " were expected; join stages of the same channels");
        }
        // A stage of too many blocks is told of by itself.
        if (spec.stages().stream().allMatch(stage -> stage.blocks() <= MOST_BLOCKS)) {
            checkSums(spec.stages());
        }
        return report.count() == before;
    }

    private void checkSums(List<StageSpec> stages) {
        long blocks = stages.stream().mapToLong(StageSpec::blocks).sum();
        long layers = stages.stream()
                .mapToLong(stage -> stage.custom()
                        .map(block -> (long) block.layers().size() * stage.blocks())
                        .orElse(0L))
                .sum();
        if (blocks > MOST_BLOCKS) {
            tooMany(blocks, "blocks", MOST_BLOCKS, "make blocks smaller");
        } else if (layers > MOST_LAYERS) {
            tooMany(layers, "layers of blocks of your own", MOST_LAYERS, "make blocks smaller, or blocks shorter");
        }
    }

    private void tooMany(long found, String what, int most, String mend) {
        report.add(
                Code.OUT_OF_RANGE,
                NETWORK,
                "network: " + found + " " + what + " in all were found, expected are at most " + most + "; " + mend);
    }

    private void requireParts(NetworkSpec spec) {
        if (spec.stem().isEmpty()) {
            missing("@Stem", "@Stem(channels = 64)");
        }
        if (spec.stages().isEmpty()) {
            missing("@ResidualStage", "@ResidualStage(channels = 64, blocks = 2)");
        }
        if (spec.head().isEmpty() && !spec.features()) {
            missing("@Head", "@Head(classes = 10)");
        }
    }

    boolean check(InputSpec input) {
        int before = report.count();
        Origin origin = NETWORK.at("input");
        if (input.equals(PresetSpec.NO_INPUT)
                && !given.test(origin.at("height"))
                && !given.test(origin.at("width"))
                && !given.test(origin.at("channels"))) {
            missing("@Input", "input = @Input(height = 28, width = 28, channels = 1)");
            return false;
        }
        required(input.height(), "input", "height", 28, origin);
        required(input.width(), "input", "width", 28, origin);
        required(input.channels(), "input", "channels", 1, origin);
        return report.count() == before && holds(input, origin);
    }

    /** Refuses an image that not even a batch of one image can hold. */
    private boolean holds(InputSpec input, Origin origin) {
        BigInteger values = BigInteger.valueOf(input.height())
                .multiply(BigInteger.valueOf(input.width()))
                .multiply(BigInteger.valueOf(input.channels()));
        boolean holds = values.compareTo(BigInteger.valueOf(MOST_INPUT_VALUES)) <= 0;
        if (!holds) {
            report.add(
                    Code.OVERFLOW,
                    origin,
                    String.format(
                            Locale.ROOT,
                            "input: an image of %d×%d×%d has %,d values, more than the %,d that a batch can hold; make"
                                    + " height, width or channels smaller",
                            input.height(),
                            input.width(),
                            input.channels(),
                            values,
                            MOST_INPUT_VALUES));
        }
        return holds;
    }

    private void check(NormSpec norm) {
        Origin origin = NETWORK.at("norm");
        if (!(norm.momentum() >= 0 && (float) norm.momentum() < 1)) {
            outOfRange("norm", "momentum", norm.momentum(), "at least 0 and below 1; 0.9 is usual", origin);
        }
        if (!isPositiveFloat(norm.epsilon())) {
            outOfRange("norm", "epsilon", norm.epsilon(), "above 0 and finite as float32; 1e-5 is usual", origin);
        }
    }

    private void check(BottleneckSpec bottleneck) {
        Origin origin = NETWORK.at("bottleneck");
        atLeast(1, bottleneck.expansion(), "bottleneck", "expansion", origin);
        atLeast(1, bottleneck.groups(), "bottleneck", "groups", origin);
        atLeast(1, bottleneck.groupWidth(), "bottleneck", "groupWidth", origin);
    }

    boolean check(StemSpec stem) {
        int before = report.count();
        Origin origin = Origin.of("Stem");
        atLeast(1, stem.channels(), "stem", "channels", origin);
        window(stem.kernel(), Windows.MOST_KERNEL, "stem", "kernel", origin);
        window(stem.stride(), Windows.MOST_STRIDE, "stem", "stride", origin);
        for (int channels : stem.before()) {
            atLeast(1, channels, "stem", "before", origin);
        }
        for (PoolSpec pool : stem.pools()) {
            window(pool.size(), Windows.MOST_STRIDE, "stem, pool", "size", origin.at("pool"));
            window(pool.stride(), Windows.MOST_STRIDE, "stem, pool", "stride", origin.at("pool"));
        }
        atMostOne(stem.pools(), "stem", "@MaxPool", origin.at("pool"));
        return report.count() == before;
    }

    boolean check(StageSpec stage, int position) {
        int before = report.count();
        Origin origin = Origin.of("ResidualStage", position);
        String place = "stage " + (position + 1);
        atLeast(1, stage.channels(), place, "channels", origin);
        if (stage.blocks() < 1 || stage.blocks() > MOST_BLOCKS) {
            outOfRange(place, "blocks", stage.blocks(), "1 to " + MOST_BLOCKS, origin);
        }
        if (stage.stride() < 0 || stage.stride() > Windows.MOST_STRIDE) {
            outOfRange(
                    place,
                    "stride",
                    stage.stride(),
                    Windows.range(Windows.MOST_STRIDE) + ", or left out for 1 in the first stage and 2 later",
                    origin);
        }
        boolean custom =
                stage.custom().map(block -> check(block, place, origin)).orElse(true);
        return custom && report.count() == before;
    }

    private boolean check(CustomBlockSpec block, String place, Origin stage) {
        if (!block.declared()) {
            report.add(
                    Code.NOT_A_BLOCK,
                    stage.at("custom"),
                    place + ": " + block.simpleName()
                            + " is no block, expected is a type with @ResidualBlock; name such"
                            + " a type, or annotate " + block.simpleName() + " with @ResidualBlock and its @Layers");
            return false;
        }
        return new CustomBlockRules(report).check(block);
    }

    boolean check(HeadSpec head) {
        int before = report.count();
        Origin classes = Origin.of("Head").at("classes");
        if (head.classes() == 0 && !given.test(classes)) {
            report.add(Code.MISSING_PART, Origin.of("Head"), "head: classes is missing; add for example classes = 10");
        } else {
            atLeast(2, head.classes(), "head", "classes", Origin.of("Head"));
        }
        probability("head", "dropout", head.dropout(), Origin.of("Head"));
        return report.count() == before;
    }

    private void check(TrainingSpec training) {
        new TrainingRules(report).check(training);
    }

    /** The runtime computes in float32: a number that rounds to nothing or to infinity there is none. */
    private static boolean isPositiveFloat(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }

    /** At 1 nothing would be kept, in float32 as in double. */
    private void probability(String place, String attribute, double found, Origin origin) {
        if (!(found >= 0 && (float) found < 1)) {
            boolean percent = found > 1 && found < 100;
            outOfRange(
                    place,
                    attribute,
                    found,
                    "at least 0 and below 1" + (percent ? didYouMean(percent(found)) : ""),
                    origin);
        }
    }

    private void check(BudgetSpec budget) {
        Origin origin = Origin.of("Budget");
        atLeast(0, budget.parameters(), "budget", "parameters", origin);
        atLeast(0, budget.multiplyAccumulates(), "budget", "multiplyAccumulates", origin);
        atLeast(0, budget.trainingBytes(), "budget", "trainingBytes", origin);
        atLeast(0, budget.batchSize(), "budget", "batchSize", origin);
    }

    /** What has no default without a preset. */
    private void required(int found, String place, String attribute, int example, Origin origin) {
        if (found == 0 && !given.test(origin.at(attribute))) {
            report.add(
                    Code.MISSING_PART,
                    origin,
                    place + ": " + attribute + " is missing; add for example " + attribute + " = " + example);
        } else {
            atLeast(1, found, place, attribute, origin);
        }
    }

    private void atMostOne(List<?> found, String place, String annotation, Origin origin) {
        if (found.size() > 1) {
            report.add(
                    Code.DOUBLED_PART,
                    origin,
                    place + ": " + found.size() + " " + annotation + " were found, at most one was expected; keep one");
        }
    }

    private void atLeast(int least, long found, String place, String attribute, Origin origin) {
        if (found < least) {
            boolean sign = found != Long.MIN_VALUE && -found >= Math.max(least, 1);
            outOfRange(place, attribute, found, least + " or more" + (sign ? didYouMean(-found) : ""), origin);
        }
    }

    /** A size or a step of a window. */
    private void window(int found, int most, String place, String attribute, Origin origin) {
        if (found > most) {
            outOfRange(place, attribute, found, Windows.range(most), origin);
        } else {
            atLeast(1, found, place, attribute, origin);
        }
    }

    /** As a share, without the rounding of doubles: 14.3 is 0.143. */
    private static String percent(double found) {
        return new BigDecimal(String.valueOf(found))
                .movePointLeft(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String didYouMean(Object value) {
        return "; did you mean " + value + "?";
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
