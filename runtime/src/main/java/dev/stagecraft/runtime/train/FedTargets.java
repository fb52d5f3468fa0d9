package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.step.NetworkGraph;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * What a training step is fed beside labels.
 *
 * @param place where distributions are fed; empty if the network was opened for labels
 * @param tensor what is fed there
 */
record FedTargets(Optional<Operand<TFloat32>> place, Optional<TFloat32> tensor) implements AutoCloseable {
    /**
     * Those of a batch.
     *
     * @throws BadInputException if it has distributions, and the network was opened for labels
     */
    static FedTargets of(Batch batch, NetworkGraph graph) {
        Optional<Operand<TFloat32>> place = graph.distributions();
        if (place.isEmpty()) {
            if (batch.distributions().isPresent()) {
                throw new BadInputException(
                        "the targets of the batch are distributions, but the network was opened for labels; open"
                                + " it with the data set of the batch");
            }
            return new FedTargets(place, Optional.empty());
        }
        int classes = Math.toIntExact(place.get().shape().get(1));
        float[] values = batch.distributions().orElseGet(() -> ofLabels(batch.labels(), classes));
        Shape shape = Shape.of(batch.size(), classes);
        if (values.length != shape.size()) {
            throw new BadInputException("a batch of " + batch.size() + " images has " + values.length
                    + " probabilities; it must have " + shape.size());
        }
        return new FedTargets(place, Optional.of(TFloat32.tensorOf(shape, DataBuffers.of(values, true, false))));
    }

    private static float[] ofLabels(int[] labels, int classes) {
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + labels[i]] = 1;
        }
        return values;
    }

    void feed(Session.Runner runner) {
        tensor.ifPresent(values -> runner.feed(place.orElseThrow(), values));
    }

    @Override
    public void close() {
        tensor.ifPresent(TFloat32::close);
    }
}
