package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.Windows;
import java.util.Collections;
import java.util.List;

/** What {@code @Stem} must be. */
final class StemRules {
    /** Published stems have three; a method of Java, and a class's table of constants, hold 64 KB. */
    private static final int MOST_CONVOLUTIONS = 100;

    private static final List<Rule<Part<PoolSpec>>> POOL = pool(Windows.MOST_STRIDE);
    private static final List<Rule<Part<PoolSpec>>> POOL_CONVOLUTION = pool(Windows.MOST_KERNEL);

    static final List<Rule<Part<StemSpec>>> ALL = List.of(
            Ranges.atLeast(1, "channels", StemSpec::channels),
            Ranges.upTo(Windows.MOST_KERNEL, "kernel", StemSpec::kernel),
            Ranges.upTo(Windows.MOST_STRIDE, "stride", StemSpec::stride),
            StemRules::before,
            StemRules::length,
            StemRules::eachPool,
            new AtMostOne<>("pools", stem -> Collections.nCopies(stem.pools().size(), "@MaxPool"), StemRules::pools));

    private StemRules() {}

    private static List<Rule<Part<PoolSpec>>> pool(int mostSize) {
        return List.of(
                Ranges.upTo(mostSize, "size", PoolSpec::size),
                Ranges.upTo(Windows.MOST_STRIDE, "stride", PoolSpec::stride));
    }

    private static void before(Part<StemSpec> part, Report report) {
        List<Integer> before = part.spec().before();
        for (int i = 0; i < before.size(); i++) {
            int channels = before.get(i);
            if (channels < 1) {
                report.add(Ranges.withoutSign(
                        Message.AT_LEAST
                                .at(part.at("before").item(i))
                                .with("scope", part.scope())
                                .with("attribute", "before")
                                .with("found", channels)
                                .with("limit", 1),
                        channels,
                        1,
                        Integer.MAX_VALUE));
            }
        }
    }

    private static void length(Part<StemSpec> part, Report report) {
        int found = part.spec().before().size();
        if (found > MOST_CONVOLUTIONS) {
            report.add(Message.STEM_LENGTH
                    .at(part.at("before"))
                    .with("found", found)
                    .with("limit", MOST_CONVOLUTIONS));
        }
    }

    private static List<String> pools(StemSpec stem) {
        return Collections.nCopies(stem.pools().size(), "pool");
    }

    private static void eachPool(Part<StemSpec> part, Report report) {
        List<Origin> origins = AtMostOne.origins(part, pools(part.spec()));
        List<Rule<Part<PoolSpec>>> rules = part.spec().poolConvolution() ? POOL_CONVOLUTION : POOL;
        for (int i = 0; i < origins.size(); i++) {
            Rules.pass(rules, part.inner(part.spec().pools().get(i), part.scope() + ", pool", origins.get(i)), report);
        }
    }
}
