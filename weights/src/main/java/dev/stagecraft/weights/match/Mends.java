package dev.stagecraft.weights.match;

import dev.stagecraft.weights.match.Outline.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What to change in a declaration so that its network has the variables of a file. One rule a kind of difference. */
final class Mends {
    private static final String NETWORK = "ResidualNetwork";
    private static final String STEM = "Stem";
    private static final int BASIC = 2;
    private static final int BOTTLENECK = 3;

    /** The factor that a bottleneck multiplies by where nobody says otherwise. */
    private static final long EXPANSION = 4;

    private static final long REFERENCE_CHANNELS = 64;
    private static final long COLORS = 3;
    private static final long DIVISOR = 8;

    private static final List<BiFunction<Outline, Outline, Stream<Mend>>> RULES = List.of(
            Mends::order,
            Mends::input,
            Mends::stem,
            Mends::stages,
            Mends::blocks,
            Mends::groups,
            Mends::shortcuts,
            Mends::squeezeExcitation,
            Mends::attention,
            Mends::biases);

    private Mends() {}

    /**
     * All that can be said, in the order of the network.
     *
     * @param ours the network as it is declared
     * @param file the network that the file was saved from
     */
    static List<Mend> of(Outline ours, Outline file) {
        return RULES.stream().flatMap(rule -> rule.apply(ours, file)).toList();
    }

    private static Stream<Mend> order(Outline ours, Outline file) {
        return ours.preActivated() == file.preActivated()
                ? Stream.empty()
                : Stream.of(Mend.of(
                        NETWORK, "order", file.preActivated() ? "Order.PRE_ACTIVATION" : "Order.POST_ACTIVATION"));
    }

    /** Kernels of three colors are summed for one channel, which needs no mending. */
    private static Stream<Mend> input(Outline ours, Outline file) {
        Optional<Long> here = ours.stemKernel().map(shape -> shape.get(2));
        Optional<Long> there = file.stemKernel().map(shape -> shape.get(2));
        return here.isEmpty() || there.isEmpty() || here.equals(there) || (here.get() == 1 && there.get() == COLORS)
                ? Stream.empty()
                : Stream.of(Mend.of(NETWORK, "input.channels", there.get()));
    }

    private static Stream<Mend> stem(Outline ours, Outline file) {
        List<Long> here = ours.stemWidths();
        List<Long> there = file.stemWidths();
        List<Mend> mends = new ArrayList<>();
        if (here.isEmpty() || there.isEmpty()) {
            return mends.stream();
        }
        if (!before(here).equals(before(there))) {
            mends.add(Mend.of(
                    STEM,
                    "before",
                    before(there).stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"))));
        }
        if (!last(here).equals(last(there))) {
            mends.add(Mend.of(STEM, "channels", last(there)));
        }
        Optional<Long> size = file.stemKernel().map(shape -> shape.get(0));
        if (!size.equals(ours.stemKernel().map(shape -> shape.get(0)))) {
            size.ifPresent(kernel -> mends.add(Mend.of(STEM, "kernel", kernel)));
        }
        if (ours.poolConvolves() != file.poolConvolves()) {
            mends.add(Mend.of(STEM, "poolConvolution", file.poolConvolves()));
        }
        return mends.stream();
    }

    private static List<Long> before(List<Long> widths) {
        return widths.subList(0, widths.size() - 1);
    }

    private static Long last(List<Long> widths) {
        return widths.get(widths.size() - 1);
    }

    private static Stream<Mend> stages(Outline ours, Outline file) {
        if (file.stages() == 0 || ours.stages() == file.stages()) {
            return Stream.empty();
        }
        String what = ours.stages() < file.stages() ? "add" : "remove";
        int stage = Math.min(ours.stages(), file.stages()) + 1;
        return Stream.of(new Mend(
                "ResidualStage",
                OptionalInt.of(stage),
                "",
                what + " a @ResidualStage as stage " + stage + ": the file has " + file.stages() + " stages"));
    }

    /** The stages that both have. */
    private static IntStream both(Outline ours, Outline file) {
        return IntStream.rangeClosed(1, Math.min(ours.stages(), file.stages()));
    }

    private static Stream<Mend> blocks(Outline ours, Outline file) {
        List<Mend> mends = new ArrayList<>();
        both(ours, file).forEach(stage -> {
            if (ours.blocks(stage) != file.blocks(stage)) {
                mends.add(Mend.ofStage(stage, "blocks", file.blocks(stage)));
            }
            int convolutions = file.convolutions(stage);
            boolean known = convolutions == BASIC || convolutions == BOTTLENECK;
            if (known && convolutions != ours.convolutions(stage)) {
                mends.add(Mend.ofStage(stage, "block", "Block." + (convolutions == BASIC ? "BASIC" : "BOTTLENECK")));
            } else if (known && !ours.out(stage).equals(file.out(stage))) {
                long factor = convolutions == BASIC ? 1 : EXPANSION;
                file.out(stage).ifPresent(out -> mends.add(Mend.ofStage(stage, "channels", out / factor)));
            }
        });
        return mends.stream();
    }

    /** The first stage shows what all have. */
    private static Stream<Mend> groups(Outline ours, Outline file) {
        Optional<List<Long>> here = ours.convolution(1, 2);
        Optional<List<Long>> there = file.convolution(1, 2);
        if (ours.convolutions(1) != BOTTLENECK
                || file.convolutions(1) != BOTTLENECK
                || here.isEmpty()
                || there.isEmpty()
                || here.equals(there)
                || !ours.out(1).equals(file.out(1))) {
            return Stream.empty();
        }
        long perGroup = Math.max(1, there.get().get(2));
        long inner = there.get().get(3);
        long groups = inner / perGroup;
        long channels = Math.max(1, file.out(1).orElse(EXPANSION) / EXPANSION);
        long groupWidth = perGroup * REFERENCE_CHANNELS / channels;
        List<Mend> mends = new ArrayList<>();
        long before = here.get().get(3) / Math.max(1, here.get().get(2));
        if (groups != before) {
            mends.add(Mend.of(NETWORK, "bottleneck.groups", groups));
        }
        if (perGroup != here.get().get(2)) {
            mends.add(Mend.of(NETWORK, "bottleneck.groupWidth", groupWidth));
        }
        return mends.stream();
    }

    private static Stream<Mend> shortcuts(Outline ours, Outline file) {
        Set<Place> here = ours.projections();
        Set<Place> there = file.projections();
        if (file.stages() == 0 || !ours.shapes().keySet().stream().anyMatch(name -> name.startsWith("stage"))) {
            return Stream.empty();
        }
        String kind = kind(file, Math.min(ours.stages(), file.stages()));
        List<Mend> mends = new ArrayList<>();
        boolean pools = !there.isEmpty() && ours.pooled() != file.pooled();
        if (pools || here.isEmpty() != there.isEmpty() || everywhere(here) != everywhere(there)) {
            mends.add(Mend.of(NETWORK, "shortcut.kind", "ShortcutKind." + kind));
        }
        if (!here.isEmpty() && !there.isEmpty() && ours.normalizesShortcuts() != file.normalizesShortcuts()) {
            mends.add(Mend.of(NETWORK, "shortcut.norm", file.normalizesShortcuts()));
        }
        return mends.stream();
    }

    private static String kind(Outline file, int stages) {
        if (file.projections().isEmpty()) {
            return IntStream.rangeClosed(1, stages)
                                    .mapToObj(file::out)
                                    .distinct()
                                    .count()
                            > 1
                    ? "ZERO_PADDED"
                    : "IDENTITY";
        }
        if (file.pooled()) {
            return "POOLED_PROJECTION";
        }
        return everywhere(file.projections()) ? "PROJECTION_EVERYWHERE" : "PROJECTION";
    }

    private static boolean everywhere(Set<Place> projections) {
        return projections.stream().anyMatch(place -> place.block() > 1);
    }

    private static Stream<Mend> squeezeExcitation(Outline ours, Outline file) {
        List<Optional<Long>> here = both(ours, file).mapToObj(ours::narrow).toList();
        List<Optional<Long>> there = both(ours, file).mapToObj(file::narrow).toList();
        if (here.equals(there)) {
            return Stream.empty();
        }
        if (there.stream().allMatch(Optional::isEmpty)) {
            return Stream.of(Mend.of(NETWORK, "squeezeExcitation", "{}"));
        }
        int last = there.size();
        long ratio = Math.max(
                1, file.out(last).orElse(1L) / Math.max(1, file.narrow(last).orElse(1L)));
        boolean divides = both(ours, file)
                .allMatch(stage -> file.narrow(stage).equals(file.out(stage).map(out -> out / ratio)));
        return Stream.of(Mend.of(
                NETWORK,
                "squeezeExcitation",
                "@SqueezeExcitation(ratio = " + ratio + (divides ? "" : ", divisor = " + DIVISOR) + ")"));
    }

    private static Stream<Mend> attention(Outline ours, Outline file) {
        return ours.attends() == file.attends()
                ? Stream.empty()
                : Stream.of(Mend.of(NETWORK, "efficientChannelAttention", file.attends()));
    }

    private static Stream<Mend> biases(Outline ours, Outline file) {
        return ours.hasBiases() == file.hasBiases()
                ? Stream.empty()
                : Stream.of(Mend.of(NETWORK, "convolutionBias", file.hasBiases()));
    }
}
