package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * One pass over images, each measured once.
 *
 * @param stop checked between batches
 * @param seen is told after each batch how many images have been measured so far
 */
record EvaluationPass(
        BatchRuns runs, Preprocessing preprocessing, int batchSize, BooleanSupplier stop, IntConsumer seen) {
    /** Measures all images; false if it was asked to stop before the last batch. */
    boolean over(LabeledImages images, Measurements measured) {
        int[] order = EpochOrder.inSequence(images.size());
        Batches batches = new Batches(images, order, batchSize, Preparation.plain(preprocessing));
        int done = 0;
        try (ReadAhead left = new ReadAhead(batches, 0, Feed.PLAIN.readers())) {
            while (left.hasNext()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                Batch batch = left.next();
                TensorFlowCalls.run(
                        "an evaluation of " + batch.size() + " images", () -> runs.evaluate(batch, measured));
                done += batch.size();
                seen.accept(done);
            }
        }
        return true;
    }
}
