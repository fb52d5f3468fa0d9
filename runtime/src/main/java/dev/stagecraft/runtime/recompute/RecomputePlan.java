package dev.stagecraft.runtime.recompute;

import dev.stagecraft.runtime.setting.Recompute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of blocks that are computed again. A segment is one block, or several of a stage that follow each other. Its
 * input is kept, and so are outputs of convolutions that take long to compute for their size. Everything else of a segment is
 * computed again at once.
 *
 * <p>Longer segments have fewer inputs, which leaves room for more convolutions. But a segment is in memory as a whole while it is
 * computed again, and the ends of its blocks are computed again too. So segments of several lengths are tried.
 *
 * @param segments blocks in the order of the network; those of no segment are kept
 * @param kept names of the convolutions whose outputs are kept
 */
public record RecomputePlan(List<List<RecomputedBlock>> segments, Set<String> kept) {
    /** How many blocks a segment may have. */
    private static final int LONGEST = 8;

    /** How large it may be, as a share of the largest block. Where stages begin with large feature maps, this makes segments even. */
    private static final List<Double> SIZES = List.of(0.5, 0.75, 1.0, Double.POSITIVE_INFINITY);

    /** The share of the values of all blocks that may be in memory, unless a single block with its gradients takes more. */
    private static final double SHARE = 0.3;

    /** The share of the time of a step that what is cheap may take, by an estimate. */
    private static final double TIME = 0.04;

    /** The forward pass, and the gradients of what comes in and of the weights. */
    private static final int PASSES = 3;

    /** Copies both. */
    public RecomputePlan {
        segments = segments.stream().map(List::copyOf).toList();
        kept = Set.copyOf(kept);
    }

    /**
     * Chooses what is kept.
     *
     * @param blocks that may be computed again, in the order of the network
     * @param which they are
     */
    public static RecomputePlan of(List<RecomputedBlock> blocks, Recompute which) {
        return which.isOfBlocks() ? smallest(blocks) : cheap(blocks);
    }

    /** The plan that costs least, among those that stay within a share of the memory. */
    private static RecomputePlan smallest(List<RecomputedBlock> blocks) {
        List<KeptOutputs> forms = forms(blocks);
        long share = Math.round(SHARE * values(blocks));
        long limit = Math.max(
                share, forms.stream().mapToLong(KeptOutputs::most).min().orElse(0));
        List<KeptOutputs> possible =
                forms.stream().filter(form -> form.most() <= limit).toList();
        possible.forEach(form -> form.keepWithin(limit));
        return possible.stream()
                .min(Comparator.comparingLong(KeptOutputs::cost))
                .map(KeptOutputs::plan)
                .orElseThrow();
    }

    /** The plan that takes least memory, among those that stay within a share of the time; nothing if that saves none. */
    private static RecomputePlan cheap(List<RecomputedBlock> blocks) {
        long forward = blocks.stream().mapToLong(RecomputedBlock::cost).sum();
        long limit = Math.round(TIME * PASSES * forward);
        List<KeptOutputs> forms = forms(blocks);
        forms.forEach(form -> form.keepUntil(limit));
        return forms.stream()
                .filter(form -> form.cost() <= limit && form.most() < values(blocks))
                .min(Comparator.comparingLong(KeptOutputs::most))
                .map(KeptOutputs::plan)
                .orElse(new RecomputePlan(List.of(), Set.of()));
    }

    private static List<KeptOutputs> forms(List<RecomputedBlock> blocks) {
        long largest = blocks.stream().mapToLong(RecomputedBlock::values).max().orElse(0);
        // Segments follow each other, so their lengths tell which they are.
        Map<List<Integer>, List<List<RecomputedBlock>>> distinct = new LinkedHashMap<>();
        for (double size : SIZES) {
            for (int length = 1; length <= LONGEST; length++) {
                List<List<RecomputedBlock>> segments = segments(blocks, length, size * largest);
                distinct.putIfAbsent(segments.stream().map(List::size).toList(), segments);
            }
        }
        return distinct.values().stream().map(KeptOutputs::new).toList();
    }

    private static List<List<RecomputedBlock>> segments(List<RecomputedBlock> blocks, int length, double size) {
        List<List<RecomputedBlock>> segments = new ArrayList<>();
        List<RecomputedBlock> open = new ArrayList<>();
        for (RecomputedBlock block : blocks) {
            boolean isFull = open.size() == length || values(open) + block.values() > size;
            if (!open.isEmpty() && (isFull || open.get(0).stage() != block.stage())) {
                segments.add(open);
                open = new ArrayList<>();
            }
            open.add(block);
        }
        if (!open.isEmpty()) {
            segments.add(open);
        }
        return segments;
    }

    private static long values(List<RecomputedBlock> blocks) {
        return blocks.stream().mapToLong(RecomputedBlock::values).sum();
    }
}
