package dev.stagecraft.runtime.recompute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.setting.Recompute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which blocks are computed again at once, and which convolutions are kept. */
class RecomputePlanTest {
    /** The last block is in memory as a whole in any case. Before it, those values are kept first that take longest. */
    @Test
    void dearestConvolutionsAreKept() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            blocks.add(bottleneck(1, i, 4));
        }
        for (int i = 1; i <= 3; i++) {
            blocks.add(bottleneck(2, i, 1));
        }
        RecomputePlan plan = smallest(blocks);
        Set<String> kept = plan.kept();
        assertTrue(kept.containsAll(Set.of("2.3.conv1", "2.3.conv2", "2.3.conv3")), kept.toString());
        assertFalse(kept.contains("1.1.conv3"), kept.toString());
        for (int i = 1; i <= 7; i++) {
            String block = "1." + i;
            assertTrue(kept.contains(block + ".conv2") || !kept.contains(block + ".conv1"), kept.toString());
            assertTrue(kept.contains(block + ".conv1") || !kept.contains(block + ".conv3"), kept.toString());
        }
    }

    /** Segments have the length with which least is computed again, and do not go beyond a stage. */
    @Test
    void blocksOfAStageAreJoined() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            blocks.add(basic(1, i, 10, false));
        }
        RecomputePlan deep = smallest(blocks);
        assertEquals("1.1 1.2 1.3 1.4", segments(deep).get(0));
        assertEquals("1.29 1.30", segments(deep).get(7));
        assertEquals(8, segments(deep).size());

        blocks.clear();
        int[] depths = {3, 4, 6, 3};
        for (int stage = 1; stage <= 4; stage++) {
            for (int i = 1; i <= depths[stage - 1]; i++) {
                blocks.add(basic(stage, i, 160 >> stage, false));
            }
        }
        assertEquals(
                List.of("1.1", "1.2", "1.3", "2.1 2.2", "2.3 2.4", "3.1 3.2", "3.3 3.4", "3.5 3.6", "4.1 4.2", "4.3"),
                segments(smallest(blocks)));
    }

    /** What is in memory stays within a share of all values. */
    @Test
    void memoryIsBounded() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            blocks.add(basic(1, i, 10, false));
        }
        RecomputePlan plan = smallest(blocks);
        long inputs = plan.segments().size() * 10L;
        assertTrue(inputs + 10L * plan.kept().size() <= 0.3 * 30 * 40);
        assertTrue(plan.kept().size() > 20, plan.kept().toString());
    }

    /** What is only added is never kept, and it is computed again only within a segment. */
    @Test
    void whatIsOnlyAddedIsNotKept() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            blocks.add(basic(1, i, 10, true));
        }
        RecomputePlan plan = smallest(blocks);
        assertTrue(plan.kept().contains("1.20.conv1"), plan.kept().toString());
        assertTrue(
                plan.kept().stream().noneMatch(name -> name.endsWith("conv2")),
                plan.kept().toString());
    }

    /** Convolutions that take long for their size are kept. */
    @Test
    void whatIsCheapKeepsDearConvolutions() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            blocks.add(bottleneck(1, i, 4));
        }
        RecomputePlan plan = cheap(blocks);
        assertTrue(plan.kept().containsAll(dear(16)), plan.kept().toString());
    }

    /** Convolutions that take no longer than the rest are computed again before any other. */
    @Test
    void whatIsCheapComputesCheapConvolutionsAgain() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            String name = "1." + i;
            blocks.add(new RecomputedBlock(
                    name,
                    1,
                    4,
                    List.of(
                            new BlockConvolution(name + ".cheap", 4, 4 * 64, false),
                            new BlockConvolution(name + ".dear", 4, 4 * 16_384, false))));
        }
        Set<String> kept = cheap(blocks).kept();
        assertTrue(kept.stream().noneMatch(name -> name.endsWith("cheap")), kept.toString());
        assertTrue(kept.stream().filter(name -> name.endsWith("dear")).count() >= 14, kept.toString());
    }

    /** Where the convolutions are small, what lies between them takes too long. */
    @Test
    void nothingIsCheapIfConvolutionsAreSmall() {
        List<RecomputedBlock> blocks = List.of(new RecomputedBlock(
                "1.1",
                1,
                4,
                List.of(new BlockConvolution("a", 100, 100, false), new BlockConvolution("b", 4, 4, false))));
        assertEquals(new RecomputePlan(List.of(), Set.of()), cheap(blocks));
    }

    /** Where a first normalization with its activation takes 4.7 % of a step, no plan stays within the time. */
    @Test
    void nothingIsCheapIfTheRestTakesALittleTooLong() {
        List<RecomputedBlock> blocks = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            String name = "1." + i;
            blocks.add(new RecomputedBlock(
                    name,
                    1,
                    100,
                    List.of(
                            new BlockConvolution(name + ".conv1", 100, 100 * 130, false),
                            new BlockConvolution(name + ".conv2", 100, 100 * 130, false))));
        }
        // 64 of 3 · (2 · 130 + 64 · 3) is 4.7 %.
        assertEquals(new RecomputePlan(List.of(), Set.of()), cheap(blocks));
    }

    /** What is in memory while a single block is computed again is as much as it keeps otherwise. */
    @Test
    void nothingIsCheapIfItSavesNothing() {
        List<RecomputedBlock> blocks = List.of(bottleneck(1, 1, 4));
        assertEquals(new RecomputePlan(List.of(), Set.of()), cheap(blocks));
    }

    @Test
    void noBlocksMakeNoPlan() {
        assertEquals(new RecomputePlan(List.of(), Set.of()), cheap(List.of()));
        assertEquals(new RecomputePlan(List.of(), Set.of()), smallest(List.of()));
    }

    private static RecomputePlan smallest(List<RecomputedBlock> blocks) {
        return RecomputePlan.of(blocks, Recompute.ALL);
    }

    private static List<String> dear(int blocks) {
        return IntStream.rangeClosed(1, blocks)
                .mapToObj(i -> "1." + i + ".conv2")
                .toList();
    }

    private static RecomputePlan cheap(List<RecomputedBlock> blocks) {
        return RecomputePlan.of(blocks, Recompute.CHEAP);
    }

    private static List<String> segments(RecomputePlan plan) {
        return plan.segments().stream()
                .map(segment -> String.join(
                        " ", segment.stream().map(RecomputedBlock::name).toList()))
                .toList();
    }

    /** @param narrow values of a convolution with few channels */
    private static RecomputedBlock bottleneck(int stage, int number, long narrow) {
        String name = stage + "." + number;
        return new RecomputedBlock(
                name,
                stage,
                4 * narrow,
                List.of(
                        new BlockConvolution(name + ".conv1", narrow, 1024 * narrow, false),
                        new BlockConvolution(name + ".conv2", narrow, 2304 * narrow, false),
                        new BlockConvolution(name + ".conv3", 4 * narrow, 1024 * narrow, false)));
    }

    /**
     * Of two convolutions of the same size.
     *
     * @param isOnlyAdded whether no normalization is behind the last
     */
    private static RecomputedBlock basic(int stage, int number, long values, boolean isOnlyAdded) {
        String name = stage + "." + number;
        return new RecomputedBlock(
                name,
                stage,
                values,
                List.of(
                        new BlockConvolution(name + ".conv1", values, 576 * values, false),
                        new BlockConvolution(name + ".conv2", values, 576 * values, isOnlyAdded)));
    }
}
