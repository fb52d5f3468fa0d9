package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.BatchStream;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * One pass over images by the evaluation graph.
 *
 * @param stop checked between batches
 * @param seen is told after each batch how many images the pass has seen so far
 */
record EvaluationPass(BooleanSupplier stop, IntConsumer seen) {
    /**
     * Runs all batches, and closes them.
     *
     * @param run what is done with a batch
     * @return false if it was asked to stop before the last batch
     */
    boolean over(BatchStream batches, Consumer<Batch> run) {
        int done = 0;
        try (BatchStream left = batches) {
            while (left.hasNext()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                Batch batch = left.next();
                TensorFlowCalls.run("an evaluation of " + batch.size() + " images", () -> run.accept(batch));
                done += batch.size();
                seen.accept(done);
            }
        }
        return true;
    }
}
