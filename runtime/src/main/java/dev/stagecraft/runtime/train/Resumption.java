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
            throw new BadInputException(resumed.checkpoint() + " is at " + at.text() + ", but an epoch has "
                    + stepsPerEpoch + " steps here; use another checkpoint");
        }
        if (at.epochs() > options.epochs()) {
            throw new BadInputException(
                    resumed.checkpoint() + " has " + at.epochs() + " epochs done, but the number of epochs is "
                            + options.epochs() + "; it must be at least " + at.epochs());
        }
    }
}
