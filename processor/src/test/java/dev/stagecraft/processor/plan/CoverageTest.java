package dev.stagecraft.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.PresetKind;
import dev.stagecraft.processor.spec.PresetSpec;
import dev.stagecraft.processor.spec.Scope;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoverageTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noPublishedNetworkPassesOverPixels(PresetKind preset) {
        PresetSpec base = preset.spec();
        Specs specs = new Specs();
        specs.input = base.input();
        specs.stem = Optional.of(base.stem());
        specs.stages = base.stages();
        specs.order = base.order();
        specs.shortcut = base.shortcut();
        specs.bottleneck = base.bottleneck();
        specs.squeezeExcitation = base.squeezeExcitation();
        assertEquals(Optional.empty(), Coverage.gap(plan(specs)));
    }

    @Test
    void windowNarrowerThanItsStridePassesOverTheRest() {
        // Rows 0, 4, 8 and 12 of 13, and columns 0, 4, 8 of 12.
        Coverage.Gap gap = gap(new InputSpec(13, 12, 1), new StemSpec(4, 1, 4, List.of(), List.of(), false));
        assertEquals(13 * 12 - 4 * 3, gap.lost());
        assertEquals(Scope.stem(), gap.section().scope());
    }

    @Test
    void evenPoolPassesOverTheEndOfAnOddImage() {
        Coverage.Gap gap =
                gap(new InputSpec(7, 8, 1), new StemSpec(4, 1, 1, List.of(), List.of(new PoolSpec(2, 2)), false));
        assertEquals(8, gap.lost());
    }

    /** The pool alone would pass over pixels; the convolution before it sees them all. */
    @Test
    void windowBeforeMakesUpForIt() {
        Specs specs = new Specs();
        specs.input = new InputSpec(12, 12, 1);
        specs.stem = Optional.of(new StemSpec(4, 3, 1, List.of(), List.of(new PoolSpec(1, 2)), false));
        assertEquals(Optional.empty(), Coverage.gap(plan(specs)));
    }

    /** The body of a strided basic block sees all that its 1×1 projection passes over. */
    @Test
    void sumTakesWhatEitherSideSees() {
        Specs specs = new Specs();
        specs.input = new InputSpec(12, 12, 1);
        specs.stem = Optional.of(new StemSpec(4, 1, 1, List.of(), List.of(), false));
        specs.stages = List.of(new StageSpec(8, 1, 2, Optional.of(BlockKind.BASIC), Optional.empty()));
        assertEquals(Optional.empty(), Coverage.gap(plan(specs)));
    }

    /** A bottleneck's strided 1×1 skips pixels, of which a blur in its place reads every one. */
    @Test
    void blurReadsWhatAStridedPointSkips() {
        Specs specs = new Specs();
        specs.input = new InputSpec(12, 12, 1);
        specs.stem = Optional.of(new StemSpec(4, 1, 1, List.of(), List.of(), false));
        specs.stages = List.of(new StageSpec(8, 1, 2, Optional.of(BlockKind.BOTTLENECK), Optional.empty()));
        specs.bottleneck = new BottleneckSpec(4, true, 1, 64);
        assertEquals(12 * 12 - 6 * 6, Coverage.gap(plan(specs)).orElseThrow().lost());
        specs.antialias = AntialiasKind.BLUR;
        assertEquals(Optional.empty(), Coverage.gap(plan(specs)));
    }

    /** Its windows lie side by side, and what fills none is left out. */
    @Test
    void averagePoolSkipsWhatFillsNoWindow() {
        Specs specs = new Specs();
        specs.input = new InputSpec(12, 12, 1);
        specs.stem = Optional.of(new StemSpec(4, 1, 1, List.of(), List.of(new PoolSpec(3, 5)), false));
        specs.antialias = AntialiasKind.AVERAGE_POOL;
        assertEquals(12 * 12 - 10 * 10, Coverage.gap(plan(specs)).orElseThrow().lost());
        specs.input = new InputSpec(10, 15, 1);
        assertEquals(Optional.empty(), Coverage.gap(plan(specs)));
    }

    private static Coverage.Gap gap(InputSpec input, StemSpec stem) {
        Specs specs = new Specs();
        specs.input = input;
        specs.stem = Optional.of(stem);
        return Coverage.gap(plan(specs)).orElseThrow();
    }

    private static NetworkPlan plan(Specs specs) {
        Report report = new Report();
        Optional<NetworkPlan> plan = Specs.lower(specs.spec(), report);
        assertTrue(plan.isPresent(), report.problems().toString());
        return plan.get();
    }
}
