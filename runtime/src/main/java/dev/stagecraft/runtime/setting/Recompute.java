package dev.stagecraft.runtime.setting;

import java.util.List;

/**
 * What a training step computes again in its backward pass instead of keeping it (Chen and others, <i>Training Deep Nets with
 * Sublinear Memory Cost</i>, 2016). All numbers are the same.
 *
 * @param extent how much this is
 * @param stages the stages whose blocks are computed again, counted from 1; empty unless the extent is
 *     {@link Extent#STAGES}
 */
public record Recompute(Extent extent, List<Integer> stages) {
    /** How much a step computes again. */
    public enum Extent {
        /** Nothing: everything that the backward pass needs stays in memory. */
        NOTHING,

        /**
         * Of all blocks, what takes a few percent of the time of a step: above all normalizations and activations. On a CPU
         * with {@link Engine#TUNED} or {@link Engine#DIRECT} only; elsewhere it is nothing.
         */
        CHEAP,

        /** The blocks of some stages: little more than inputs and some convolutions stays in memory. */
        STAGES,

        /** As {@link #STAGES}, all blocks. */
        ALL
    }

    /** {@link Extent#NOTHING}. */
    public static final Recompute NONE = new Recompute(Extent.NOTHING, List.of());

    /** {@link Extent#CHEAP}. */
    public static final Recompute CHEAP = new Recompute(Extent.CHEAP, List.of());

    /** {@link Extent#ALL}. */
    public static final Recompute ALL = new Recompute(Extent.ALL, List.of());

    /** Copies the list. */
    public Recompute {
        stages = List.copyOf(stages);
    }

    /** The blocks of some stages, counted from 1. A stage that the network does not have changes nothing. */
    public static Recompute stages(Integer... stages) {
        return new Recompute(Extent.STAGES, List.of(stages));
    }

    /** Whether blocks of a stage, counted from 1, may be computed again. */
    public boolean covers(int stage) {
        return switch (extent) {
            case NOTHING -> false;
            case CHEAP, ALL -> true;
            case STAGES -> stages.contains(stage);
        };
    }

    /** Whether whole blocks are computed again, which takes noticeably more time. */
    public boolean isOfBlocks() {
        return extent == Extent.STAGES || extent == Extent.ALL;
    }
}
