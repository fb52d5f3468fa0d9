package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;

/** Stochastic depth, which does something in training only. */
final class StochasticDepthEmitter {
    /** The parameter of a block's method that holds the block's own probability. */
    static final String PROBABILITY = "dropProbability";

    private StochasticDepthEmitter() {}

    static void emit(Step step, SectionCode code) {
        code.call(step, "stochasticDepth", PROBABILITY);
    }
}
