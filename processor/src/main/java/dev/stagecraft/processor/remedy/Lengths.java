package dev.stagecraft.processor.remedy;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Parts of which there are too many. */
final class Lengths {
    private Lengths() {}

    /** As many blocks as the other stages leave; stages of too many share them. */
    static Candidates besideOthers(Candidates all) {
        Origin origin = all.problem().origin();
        long most = number(all, "high");
        List<Integer> blocks =
                all.spec().stages().stream().map(StageSpec::blocks).toList();
        long tooMany = blocks.stream().filter(each -> each > most).count();
        long others = blocks.stream()
                .filter(each -> each > 0 && each <= most)
                .mapToLong(Integer::intValue)
                .sum();
        boolean isOne = blocks.get(origin.index()) > most;
        return isOne && most - others >= tooMany ? all.only(Edit.set(origin, (most - others) / tooMany)) : all;
    }

    /** The longest stage becomes shorter by what is too much, or all get an equal share. */
    static Candidates blocks(Candidates all) {
        Candidates more = shorter(all, longest(all), found(all) - limit(all));
        List<StageSpec> stages = all.spec().stages();
        int share = (int) limit(all) / stages.size();
        return more.and(IntStream.range(0, stages.size())
                .filter(i -> stages.get(i).blocks() > share)
                .mapToObj(i -> Edit.set(Candidates.stage(i).at("blocks"), share))
                .toArray(Edit[]::new));
    }

    static Candidates layers(Candidates all) {
        List<StageSpec> stages = all.spec().stages();
        Candidates more = all;
        for (int i = 0; i < stages.size(); i++) {
            int length =
                    stages.get(i).custom().map(block -> block.layers().size()).orElse(0);
            if (length > 0) {
                long excess = found(all) - limit(all);
                more = shorter(more, i, (excess + length - 1) / length);
            }
        }
        return more;
    }

    private static Candidates shorter(Candidates all, int stage, long by) {
        long blocks = all.spec().stages().get(stage).blocks() - by;
        return blocks < 1 ? all : all.and(Edit.set(Candidates.stage(stage).at("blocks"), blocks));
    }

    private static int longest(Candidates all) {
        List<StageSpec> stages = all.spec().stages();
        return IntStream.range(0, stages.size())
                .boxed()
                .max(Comparator.comparingInt(i -> stages.get(i).blocks()))
                .orElseThrow();
    }

    /** The last ones go. */
    static Candidates stages(Candidates all) {
        return without(all, Candidates::stage);
    }

    static Candidates stem(Candidates all) {
        return without(all, i -> Candidates.STEM.at("before").item(i));
    }

    static Candidates block(Candidates all) {
        String type = all.problem().origin().type();
        return without(all, i -> Origin.of("Layer", i).on(type));
    }

    private static Candidates without(Candidates all, IntFunction<Origin> part) {
        return all.and(IntStream.range((int) limit(all), (int) found(all))
                .mapToObj(i -> Edit.remove(part.apply(i)))
                .toArray(Edit[]::new));
    }

    private static long found(Candidates all) {
        return number(all, "found");
    }

    private static long limit(Candidates all) {
        return number(all, "limit");
    }

    private static long number(Candidates all, String slot) {
        return Long.parseLong(
                Objects.requireNonNull(all.problem().slots().get(slot)).replace(",", ""));
    }
}
