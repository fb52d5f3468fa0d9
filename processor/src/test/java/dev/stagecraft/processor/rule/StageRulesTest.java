package dev.stagecraft.processor.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules of one part are judged without a compiler. */
class StageRulesTest {
    private static final Origin STAGE = Origin.of("ResidualStage", 1);

    private static Report judge(StageSpec stage, boolean passes) {
        Report report = new Report();
        Part<StageSpec> part = new Part<>(stage, "stage 2", STAGE, origin -> true);
        assertEquals(passes ? Optional.of(stage) : Optional.empty(), Rules.pass(StageRules.ALL, part, report));
        return report;
    }

    @Test
    void aStageInItsRangesPasses() {
        assertEquals(
                List.of(), judge(StageSpec.of(8, 10_000, BlockKind.BASIC), true).problems());
    }

    @Test
    void everyWrongValueIsSaidAtItself() {
        StageSpec stage = new StageSpec(0, 10_001, 1_025, Optional.of(BlockKind.BASIC), Optional.empty());
        List<Problem> found = judge(stage, false).problems();
        assertEquals(
                List.of(STAGE.at("channels"), STAGE.at("blocks"), STAGE.at("stride")),
                found.stream().map(Problem::origin).toList());
        assertEquals(
                List.of(Code.OUT_OF_RANGE, Code.OUT_OF_RANGE, Code.OUT_OF_RANGE),
                found.stream().map(Problem::code).toList());
        assertEquals(
                "[SC-RANGE-01] stage 2: channels is 0; it must be at least 1",
                found.get(0).message());
    }
}
