package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.metric.Progress;

/** What a resumed run must fit beside its settings, which are compared as text. */
final class Resumption {
    private Resumption() {}

    static void require(Resumed resumed, TrainingOptions options, int stepsPerEpoch) {
        Progress at = resumed.progress();
        long steps = (long) at.epochs() * stepsPerEpoch + at.batches();
        if (at.batches() > stepsPerEpoch || at.step() != steps) {
            throw new BadInputException(resumed.checkpoint() + " stands at " + at.text() + ", where epochs have "
                    + stepsPerEpoch + " steps; use another checkpoint");
        }
        if (at.epochs() > options.epochs()) {
            throw new BadInputException(resumed.checkpoint() + " has " + at.epochs() + " epochs done, asked for are "
                    + options.epochs() + "; ask for as many or more");
        }
    }
}
