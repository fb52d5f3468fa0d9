package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Trains a network by mini-batch stochastic gradient descent. */
public final class Trainer {
    private final TrainableNetwork network;
    private final DataSet data;
    private final TrainingOptions options;
    private final List<TrainListener> listeners;
    private final BooleanSupplier stop;

    /**
     * A trainer.
     *
     * @param listeners are told what happens, in their order
     * @param stop asked between steps; training ends after the step in which it turns true
     */
    public Trainer(
            TrainableNetwork network,
            DataSet data,
            TrainingOptions options,
            List<? extends TrainListener> listeners,
            BooleanSupplier stop) {
        this.network = network;
        this.data = data;
        this.options = options;
        this.listeners = List.copyOf(listeners);
        this.stop = stop;
    }

    /**
     * Runs all epochs, or those before it is asked to stop.
     *
     * @throws dev.stagecraft.runtime.BadInputException where the data is not what the network was opened for
     * @throws RunFailedException where the loss is no number any more, or memory runs out
     */
    public Outcome train() {
        network.requireFitting(data.train());
        network.requireFitting(data.test());
        long steps = 0;
        for (int epoch = 1; epoch <= options.epochs(); epoch++) {
            long start = System.nanoTime();
            int images = data.train().size();
            int current = epoch;
            listeners.forEach(listener -> listener.epochStarted(current, images));
            LossAndAccuracy seen = LossAndAccuracy.EMPTY;
            int[] order = EpochOrder.shuffled(images, options.seed(), epoch);
            for (Batch batch : new Batches(data.train(), order, options.batchSize())) {
                if (stop.getAsBoolean()) {
                    return new Outcome(steps, epoch - 1, true);
                }
                LossAndAccuracy step = network.step(batch, (float) options.learningRate());
                steps++;
                requireFinite("loss", step.loss(), epoch, steps);
                seen = seen.merge(step);
                double loss = seen.loss();
                listeners.forEach(listener -> listener.stepDone(batch.size(), loss));
            }
            double trainingSeconds = secondsSince(start);
            listeners.forEach(TrainListener::evaluating);
            Optional<LossAndAccuracy> test = network.evaluate(data.test(), options.batchSize(), stop);
            if (test.isEmpty()) {
                return new Outcome(steps, epoch - 1, true);
            }
            // The epoch's last update shows in no training loss.
            requireFinite("test loss", test.get().loss(), epoch, steps);
            EpochResult result = new EpochResult(
                    epoch,
                    seen.loss(),
                    seen.accuracy(),
                    test.get().accuracy(),
                    secondsSince(start),
                    images / trainingSeconds);
            listeners.forEach(listener -> listener.epochDone(result));
        }
        return new Outcome(steps, options.epochs(), false);
    }

    private void requireFinite(String what, double loss, int epoch, long step) {
        if (!Double.isFinite(loss)) {
            throw new RunFailedException("the " + what + " is " + loss + " in epoch " + epoch + ", step " + step
                    + ": training has diverged; try a smaller learning rate than " + options.learningRate());
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
