package dev.stagecraft.runtime.setting;

import java.util.List;

/**
 * The blocks that a training step computes again in its backward pass (Chen and others, <i>Training Deep Nets with Sublinear
 * Memory Cost</i>, 2016). Of such blocks, little more than inputs and some convolutions stays in memory until then. All numbers
 * are the same.
 *
 * @param all whether these are all blocks
 * @param stages the stages whose blocks these are, counted from 1; empty if they are all blocks or none
 */
public record Recompute(boolean all, List<Integer> stages) {
    /** No block: everything that the backward pass needs stays in memory. */
    public static final Recompute NONE = new Recompute(false, List.of());

    /** All blocks. */
    public static final Recompute ALL = new Recompute(true, List.of());

    /** Copies the list. */
    public Recompute {
        stages = List.copyOf(stages);
    }

    /** The blocks of some stages, counted from 1. A stage that the network does not have changes nothing. */
    public static Recompute stages(Integer... stages) {
        return new Recompute(false, List.of(stages));
    }

    /** Whether these include the blocks of a stage, counted from 1. */
    public boolean covers(int stage) {
        return all || stages.contains(stage);
    }
}
