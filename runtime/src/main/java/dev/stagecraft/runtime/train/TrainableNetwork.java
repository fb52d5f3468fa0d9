package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.CheckpointNodes;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.RunFacts;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.graph.Network;
import dev.stagecraft.runtime.graph.NetworkGraph;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A network with its weights, on a device: it owns the graph and the session, and closing it closes both.
 *
 * <p>It is used by one thread at a time.
 */
public final class TrainableNetwork implements AutoCloseable {
    private final Network network;
    private final ImageShape imageShape;
    private final Device device;
    private final NetworkGraph graph;
    private final CheckpointNodes checkpoints;
    private final Session session;
    private long steps;

    private TrainableNetwork(Network network, ImageShape imageShape, Device device, long seed) {
        this.network = network;
        this.imageShape = imageShape;
        this.device = device;
        graph = NetworkGraph.build(network, imageShape, seed);
        try {
            checkpoints = CheckpointNodes.addTo(graph);
            session = new Session(graph.graph(), graph.config(device.config()));
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    /**
     * Builds a network and gives every weight its first value.
     *
     * @param images size of the images it will see; they are resized to the network's input
     * @param seed the weights follow from it
     * @throws BadInputException where the images' channels are not the network's
     */
    public static TrainableNetwork open(Network network, ImageShape images, Device device, long seed) {
        TrainableNetwork opened = new TrainableNetwork(network, images, device, seed);
        try {
            opened.session.runner().addTarget(opened.graph.initialize()).run().close();
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** The binary name of the annotated type. */
    public String name() {
        return network.name();
    }

    /**
     * One step of stochastic gradient descent.
     *
     * @return loss and accuracy of the batch before the update
     * @throws BadInputException where the batch does not fit the network
     * @throws RunFailedException where memory runs out
     */
    public LossAndAccuracy step(Batch batch, float learningRate) {
        try (TFloat32 rate = TFloat32.scalarOf(learningRate);
                TInt64 step = TInt64.scalarOf(steps)) {
            Session.Runner runner = session.runner()
                    .feed(graph.learningRate(), rate)
                    .feed(graph.step(), step)
                    .addTarget(graph.trainStep());
            LossAndAccuracy result = run(runner, batch, graph.training());
            steps++;
            return result;
        }
    }

    /**
     * Loss and accuracy over all images, each seen once, by the moving statistics; nothing changes.
     *
     * @throws BadInputException where the images are none, of another size or of other classes
     */
    public LossAndAccuracy evaluate(LabeledImages images, int batchSize) {
        return evaluate(images, batchSize, () -> false).orElseThrow();
    }

    /** As {@link #evaluate(LabeledImages, int)}; empty where it was asked to stop before the last batch. */
    public Optional<LossAndAccuracy> evaluate(LabeledImages images, int batchSize, BooleanSupplier stop) {
        requireFitting(images);
        LossAndAccuracy total = LossAndAccuracy.EMPTY;
        for (Batch batch : new Batches(images, EpochOrder.inSequence(images.size()), batchSize)) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            total = total.merge(run(session.runner(), batch, graph.evaluation()));
        }
        return Optional.of(total);
    }

    /**
     * Saves the weights below a run's folder; see {@link Checkpoints#save}.
     *
     * @return the checkpoint's folder
     * @throws RunFailedException where they cannot be written
     */
    public Path save(Path run, RunFacts facts) {
        return Checkpoints.save(run, checkpoints, session, network.name(), facts);
    }

    /**
     * The network as it is now, frozen for answers: batch normalisation is folded into convolutions, nothing of training
     * is left. The caller closes it.
     */
    public ServingNetwork serving() {
        return new ServingNetwork(network.name(), imageShape, network.classes(), device, graph, session);
    }

    /**
     * Reads weights that were saved; see {@link Checkpoints#restore}.
     *
     * @throws BadInputException where the checkpoint is not whole or of another network
     */
    public RunFacts restore(Path place) {
        return Checkpoints.restore(place, checkpoints, session);
    }

    /** One SHA-256 over all weights in name order, in hexadecimal. */
    public String weightsSha256() {
        return checkpoints.weightsSha256(session);
    }

    /** TensorFlow would read images of another size as if they were of this one. */
    void requireFitting(LabeledImages images) {
        boolean fits = images.shape().equals(imageShape) && images.classes() == network.classes();
        if (!fits || images.size() < 1) {
            throw new BadInputException(network.name() + " was opened for images of " + imageShape + " in "
                    + network.classes() + " classes; given were " + images.size() + " images of " + images.shape()
                    + " in " + images.classes() + "; give one or more such images, or open the network for those");
        }
    }

    /** On a GPU TensorFlow turns a label out of range into NaN without a word. */
    private void requireFitting(Batch batch) {
        if (batch.images().length != (long) batch.size() * imageShape.values()
                || batch.labels().length != batch.size()) {
            throw new BadInputException("a batch of " + batch.size() + " images of " + imageShape + " has "
                    + batch.images().length + " values and " + batch.labels().length + " labels; expected are "
                    + (long) batch.size() * imageShape.values() + " and " + batch.size());
        }
        for (int label : batch.labels()) {
            if (label < 0 || label >= network.classes()) {
                throw new BadInputException("an image's label is " + label + ", expected is 0 to "
                        + (network.classes() - 1) + "; mend the data, or give the network more classes");
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            graph.close();
        }
    }

    private LossAndAccuracy run(Session.Runner runner, Batch batch, NetworkGraph.Outputs outputs) {
        requireFitting(batch);
        // TensorFlow does not hold a fed tensor against its placeholder's shape, so it is made to fit here.
        Shape shape = Shape.of(batch.size(), imageShape.height(), imageShape.width(), imageShape.channels());
        try (TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(batch.images(), true, false));
                TInt32 labels = TInt32.vectorOf(batch.labels());
                Result result = runner.feed(graph.images(), images)
                        .feed(graph.labels(), labels)
                        .fetch(outputs.loss())
                        .fetch(outputs.correct())
                        .run()) {
            float loss = ((TFloat32) result.get(0)).getFloat();
            int correct = ((TInt32) result.get(1)).getInt();
            return LossAndAccuracy.ofBatch(loss, correct, batch.size());
        } catch (TFResourceExhaustedException e) {
            throw new RunFailedException(
                    "memory ran out in a step of " + batch.size() + " images; try a smaller batch size", e);
        }
    }
}
