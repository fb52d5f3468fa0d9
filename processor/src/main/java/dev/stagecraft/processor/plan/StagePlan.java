package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * One stage.
 *
 * @param scope which stage it is
 * @param blocksBefore number of blocks in the stages before
 * @param blocks in the order they run
 */
public record StagePlan(Scope.Stage scope, int blocksBefore, List<Section> blocks) {
    /** Copies the list. */
    public StagePlan {
        blocks = List.copyOf(blocks);
    }

    /** The last block, whose output is the stage's. */
    public Section last() {
        return blocks.get(blocks.size() - 1);
    }

    /** The blocks in runs of equal neighbours. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Section block = blocks.get(i);
            int last = runs.size() - 1;
            if (last >= 0 && runs.get(last).block().sameAs(block)) {
                runs.set(last, new Run(block, scope.blocks(runs.get(last).first(), i + 1)));
            } else {
                runs.add(new Run(block, scope.block(i + 1)));
            }
        }
        return runs;
    }

    /**
     * Equal blocks, one after the other.
     *
     * @param block one of them
     * @param scope all of them
     */
    public record Run(Section block, Scope.Blocks scope) {
        /** Number of the first, from 1. */
        public int first() {
            return scope.first();
        }

        /** Number of the last. */
        public int last() {
            return scope.last();
        }
    }
}
