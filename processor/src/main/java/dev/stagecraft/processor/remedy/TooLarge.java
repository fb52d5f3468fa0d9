package dev.stagecraft.processor.remedy;

import static dev.stagecraft.processor.remedy.Candidates.NETWORK;
import static dev.stagecraft.processor.remedy.Candidates.POOL;
import static dev.stagecraft.processor.remedy.Candidates.STEM;

import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.List;
import java.util.stream.IntStream;

/** What becomes smaller where something is too large to be built. */
final class TooLarge {
    private static final Origin BOTTLENECK = NETWORK.at("bottleneck");
    private static final Origin EXCITATION = NETWORK.at("squeezeExcitation").item(0);
    private static final Origin RATIO = EXCITATION.at("ratio");
    private static final Origin DIVISOR = EXCITATION.at("divisor");
    private static final Origin CLASSES = Origin.of("Head").at("classes");

    private TooLarge() {}

    /** Smaller images. */
    static Candidates image(Candidates all) {
        InputSpec input = all.spec().input();
        Origin origin = NETWORK.at("input");
        return all.values(origin.at("height"), Candidates.halves(input.height()))
                .values(origin.at("width"), Candidates.halves(input.width()))
                .values(origin.at("channels"), Candidates.halves(input.channels()));
    }

    /** What the parts that the problem may be of have too much of; first of all the value that it points at. */
    static Candidates part(Candidates all) {
        Candidates more = divisor(ratio(all));
        for (int i : all.stages()) {
            IntStream fewer = Candidates.halves(all.spec().stages().get(i).channels());
            more = more.values(Candidates.stage(i).at("channels"), IntStream.concat(fewer, Sizes.around(all, i)));
        }
        if (!all.stages().isEmpty()) {
            more = layers(bottleneck(more));
        }
        if (all.problem().origin().annotation().equals("Stem")
                && all.spec().stem().isPresent()) {
            more = stem(more, all.spec().stem().get());
        }
        if (all.problem().origin().equals(CLASSES)) {
            more = more.values(
                    CLASSES, all.spec().head().stream().flatMapToInt(head -> Candidates.halves(head.classes())));
        }
        return more.pointedAtFirst();
    }

    /** A larger one makes the layers of squeeze-and-excitation smaller. */
    private static Candidates ratio(Candidates all) {
        boolean isTheCause = all.problem().origin().equals(RATIO);
        return isTheCause
                ? all.values(
                        RATIO,
                        all.spec().squeezeExcitation().stream()
                                .limit(1)
                                .flatMapToInt(each -> Candidates.doubles(each.ratio())))
                : all;
    }

    /** One that is the width of the narrow layer itself. */
    private static Candidates divisor(Candidates all) {
        boolean isTheCause = all.problem().origin().equals(DIVISOR);
        return isTheCause
                ? all.values(
                        DIVISOR,
                        all.spec().squeezeExcitation().stream()
                                .limit(1)
                                .flatMapToInt(each -> Candidates.halves(each.divisor())))
                : all;
    }

    private static Candidates bottleneck(Candidates all) {
        BottleneckSpec bottleneck = all.spec().bottleneck();
        IntStream expansions = IntStream.concat(Candidates.halves(bottleneck.expansion()), Sizes.ofStem(all))
                .filter(each -> each < bottleneck.expansion());
        return all.values(BOTTLENECK.at("expansion"), expansions)
                .values(BOTTLENECK.at("groups"), Candidates.halves(bottleneck.groups()))
                .values(BOTTLENECK.at("groupWidth"), Candidates.halves(bottleneck.groupWidth()));
    }

    private static Candidates layers(Candidates all) {
        Candidates more = all;
        for (Candidates.Layer layer : all.layers()) {
            if (layer.spec().kind() == LayerKind.CONVOLUTION) {
                int width = (int) Math.min(layer.spec().width(), Integer.MAX_VALUE);
                more = more.values(layer.origin().at("width"), Candidates.halves(width))
                        .values(layer.origin().at("kernel"), odd(layer.spec().kernel()));
            }
        }
        return more;
    }

    private static Candidates stem(Candidates all, StemSpec stem) {
        IntStream fewer = Candidates.halves(stem.channels());
        Candidates more = all.values(STEM.at("channels"), IntStream.concat(fewer, Sizes.besideFirst(all)))
                .values(STEM.at("kernel"), odd(stem.kernel()));
        List<Integer> before = stem.before();
        for (int i = 0; i < before.size(); i++) {
            more = more.values(STEM.at("before").item(i), Candidates.halves(before.get(i)));
        }
        return stem.pools().isEmpty()
                ? more
                : more.values(POOL.at("size"), odd(stem.pools().get(0).size()));
    }

    /** Windows below one of a size, by halves; odd ones always fit. */
    private static IntStream odd(int size) {
        return Candidates.halves(size).map(each -> Math.max(each - 1, 1));
    }
}
