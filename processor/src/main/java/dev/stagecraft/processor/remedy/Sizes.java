package dev.stagecraft.processor.remedy;

import static dev.stagecraft.processor.remedy.Candidates.NETWORK;
import static dev.stagecraft.processor.remedy.Candidates.STEM;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers of channels, and sizes of images. */
final class Sizes {
    private static final int USUAL_CHANNELS = 64;
    /** What a neighbor has above it is hardly meant. */
    private static final int MOST_CHANNELS = 1 << 16;

    private static final int REFERENCE = 64;
    private static final int MOST_RATIO = 1 << 16;

    private Sizes() {}

    /** What a number may be that must be above 0: what the parts beside it have, or what is usual. */
    static Candidates positive(Candidates all) {
        Origin origin = all.problem().origin();
        return switch (origin.attribute()) {
            case "channels" -> origin.annotation().equals("Stem") ? stem(all) : neighbors(all);
            case "input.height" -> image(all, all.spec().input().width());
            case "input.width" -> image(all, all.spec().input().height());
            case "kernel", "pool[0].size" -> all.values(origin, IntStream.of(3, 1, 5, 7, 11));
            case "stride", "pool[0].stride" -> all.values(origin, IntStream.of(2, 1));
            case "bottleneck.expansion" ->
                all.values(origin, IntStream.concat(IntStream.of(4, 1, 2, 3, 6, 8), ofStem(all)));
            case "bottleneck.groupWidth" -> all.values(origin, IntStream.of(REFERENCE));
            // One group is none, and divides whatever there is.
            case "groups", "bottleneck.groups" -> all.values(origin, IntStream.of(1));
            case "squeezeExcitation[0].ratio" -> all.values(origin, IntStream.of(16, 4, 1));
            case "blocks" -> Lengths.besideOthers(all);
            default -> all;
        };
    }

    /** A square image, or one of a usual size: a window may not fit into a single pixel. */
    private static Candidates image(Candidates all, int otherSide) {
        return all.values(
                        all.problem().origin(),
                        IntStream.of(otherSide, 28, 32, 224).filter(each -> each > 0))
                .limitLast();
    }

    private static Candidates stem(Candidates all) {
        return all.values(STEM.at("channels"), besideFirst(all));
    }

    /** Channels of a stem that fit to the first stage, or are usual. */
    static IntStream besideFirst(Candidates all) {
        int expansion = all.spec().bottleneck().expansion();
        IntStream first = all.spec().stages().stream()
                .limit(1)
                .mapToInt(StageSpec::channels)
                .flatMap(each -> IntStream.of(each, each * expansion));
        return IntStream.concat(first, IntStream.of(USUAL_CHANNELS)).filter(each -> each > 0 && each <= MOST_CHANNELS);
    }

    /** The expansion by which a block of the first stage has the stem's channels, as an identity needs it. */
    static IntStream ofStem(Candidates all) {
        return all.spec().stem().stream()
                .mapToInt(StemSpec::channels)
                .flatMap(stem -> all.spec().stages().stream()
                        .limit(1)
                        .mapToInt(StageSpec::channels)
                        .filter(each -> each > 0 && stem >= each && stem % each == 0)
                        .map(each -> stem / each));
    }

    /** The channels of the parts before and after a stage. */
    static Candidates neighbors(Candidates all) {
        Candidates more = all;
        for (int i : all.stages()) {
            more = more.values(Candidates.stage(i).at("channels"), around(all, i));
        }
        return more;
    }

    /** Numbers of channels that fit to what stands around a stage. */
    static IntStream around(Candidates all, int stage) {
        List<StageSpec> stages = all.spec().stages();
        int expansion = Math.max(all.spec().bottleneck().expansion(), 1);
        IntStream before = stage == 0
                ? all.spec().stem().stream().mapToInt(stem -> stem.channels())
                : IntStream.of(stages.get(stage - 1).channels());
        IntStream after =
                stage + 1 < stages.size() ? IntStream.of(stages.get(stage + 1).channels()) : IntStream.empty();
        return IntStream.concat(
                        IntStream.concat(before, after)
                                .flatMap(each -> IntStream.of(each, each / expansion, each * expansion)),
                        IntStream.of(USUAL_CHANNELS))
                .filter(each -> each > 0 && each <= MOST_CHANNELS);
    }

    static Candidates widerGroups(Candidates all) {
        Candidates more = all.values(
                NETWORK.at("bottleneck").at("groupWidth"),
                Candidates.above(all.spec().bottleneck().groupWidth(), REFERENCE));
        for (int i : all.stages()) {
            more = more.values(
                    Candidates.stage(i).at("channels"),
                    Candidates.above(all.spec().stages().get(i).channels(), REFERENCE));
        }
        return more;
    }

    static Candidates wholeWidths(Candidates all) {
        Candidates more = all;
        for (int i : all.stages()) {
            int channels = all.spec().stages().get(i).channels();
            Origin origin = Candidates.stage(i).at("channels");
            more = more.values(origin, Candidates.above(channels, Integer.MAX_VALUE / 2));
            for (int value : Candidates.below(channels).toArray()) {
                more = more.oneOf(origin + " below", Edit.set(origin, value));
            }
        }
        for (Candidates.Layer layer : all.layers()) {
            if (layer.spec().width() != 1) {
                more = more.and(Edit.remove(layer.origin().at("width")));
            }
        }
        return more;
    }

    static Candidates smallerRatio(Candidates all) {
        Origin ratio = NETWORK.at("squeezeExcitation").item(0).at("ratio");
        return all.values(
                ratio,
                all.spec().squeezeExcitation().stream()
                        .limit(1)
                        .mapToInt(each -> Math.min(each.ratio(), MOST_RATIO))
                        .flatMap(Candidates::halves));
    }
}
