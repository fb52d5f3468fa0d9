package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Phase;
import dev.stagecraft.runtime.step.NetworkGraph;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Runs of a network's graph, a batch each. */
final class BatchRuns {
    /** What TensorFlow records of a step. The recorded graph tells which operation took which tensor. */
    private static final RunOptions TRACE = RunOptions.newBuilder()
            .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
            .setOutputPartitionGraphs(true)
            .build();

    private final NetworkGraph graph;
    private final Session session;
    private final Fitting fitting;
    private final Device device;
    private final Optional<DeviceImages> kept;

    /** @param kept the images that the device keeps; empty if all are fed */
    BatchRuns(NetworkGraph graph, Session session, Fitting fitting, Device device, Optional<DeviceImages> kept) {
        this.graph = graph;
        this.session = session;
        this.fitting = fitting;
        this.device = device;
        this.kept = kept;
    }

    /**
     * A training step.
     *
     * @param from gives the steps done, which random numbers follow from, and the loss scale
     * @return loss and accuracy before the update; empty if the step is guarded, and bad, so that nothing has changed
     */
    Optional<LossAndAccuracy> train(Batch batch, float learningRate, Progress from) {
        return train(batch, learningRate, from, Session.Runner::run, result -> {
            int first = graph.finiteStep().isPresent() ? 1 : 0;
            return isGood(result) ? Optional.of(lossAndAccuracy(result, first, batch)) : Optional.empty();
        });
    }

    /** The same training step, recorded: when each operation ran, and what memory it took; empty as there. */
    Optional<RunMetadata> trace(Batch batch, float learningRate, Progress from) {
        return train(
                batch,
                learningRate,
                from,
                runner -> runner.setOptions(TRACE).runAndFetchMetadata(),
                result -> isGood(result) ? result.getMetadata() : Optional.empty());
    }

    private boolean isGood(Result result) {
        return graph.finiteStep().isEmpty() || ((TBool) result.get(0)).getBoolean();
    }

    private <T> T train(Batch batch, float learningRate, Progress from, Running running, Reading<T> reading) {
        fitting.require(batch);
        try (TFloat32 rate = TFloat32.scalarOf(learningRate);
                TInt64 done = TInt64.scalarOf(from.step());
                TFloat32 scale = TFloat32.scalarOf(
                        from.lossScale() == null ? 1 : from.lossScale().factor());
                FedTargets targets = FedTargets.of(batch, graph)) {
            Session.Runner runner = session.runner()
                    .feed(graph.learningRate(), rate)
                    .feed(graph.step(), done)
                    .addTarget(graph.trainStep());
            targets.feed(runner);
            graph.lossScale().ifPresent(place -> runner.feed(place, scale));
            graph.finiteStep().ifPresent(runner::fetch);
            return run(runner, batch, Phase.TRAINING, running, reading);
        }
    }

    /** Computes the pooled features of a batch, {@code [batch, features]}; nothing changes. */
    float[] features(Batch batch, NetworkGraph.Pooled pooled) {
        Session.Runner runner = session.runner().fetch(pooled.evaluation());
        return run(runner, batch, Phase.EVALUATION, Session.Runner::run, result -> {
            TFloat32 tensor = (TFloat32) result.get(0);
            float[] values = new float[Math.toIntExact(tensor.size())];
            tensor.asRawTensor().data().asFloats().read(values);
            return values;
        });
    }

    /** Measures a batch by the moving statistics; nothing changes. */
    void evaluate(Batch batch, Measurements measurements) {
        Session.Runner runner = session.runner().fetch(graph.evaluation().logits());
        run(runner, batch, Phase.EVALUATION, Session.Runner::run, result -> {
            measurements.add(lossAndAccuracy(result, 1, batch), (TFloat32) result.get(0), batch.labels());
            return batch;
        });
    }

    /** Runs what was fed and fetched; the caller closes the result. */
    private interface Running {
        Result of(Session.Runner runner);
    }

    /** What a run gave is read before its tensors are freed. */
    private interface Reading<T> {
        T of(Result result);
    }

    private <T> T run(Session.Runner runner, Batch batch, Phase phase, Running running, Reading<T> reading) {
        fitting.require(batch);
        NetworkGraph.Outputs outputs = phase == Phase.TRAINING ? graph.training() : graph.evaluation();
        try (FedImages images = images(batch, phase);
                TInt32 labels = TInt32.vectorOf(batch.labels());
                Result result = running.of(images.feed(runner)
                        .feed(graph.labels(), labels)
                        .fetch(outputs.loss())
                        .fetch(outputs.correct()))) {
            return reading.of(result);
        } catch (TFResourceExhaustedException e) {
            String advice = MemoryPlan.of(fitting.network(), graph)
                    .map(plan -> plan.advice(batch.size(), device.freeMemory()))
                    .orElseGet(() -> MemoryPlan.half(batch.size()));
            throw new RunFailedException("memory ran out in a step of " + batch.size() + " images: " + advice, e);
        }
    }

    private FedImages images(Batch batch, Phase phase) {
        boolean isKept = batch.pixels() instanceof Batch.Kept;
        boolean keeps = phase == Phase.TRAINING && kept.isPresent() && !(batch.pixels() instanceof Batch.Features);
        if (isKept != keeps) {
            throw new BadInputException(
                    keeps
                            ? "the device keeps the training images, but a batch has images of its own; give it batches of"
                                    + " Preparation.keeping()"
                            : "a batch has positions of images that the device keeps, but it keeps none for this step;"
                                    + " open the network with the data set and imagesOnDevice");
        }
        return batch.pixels() instanceof Batch.Kept positions
                ? kept.orElseThrow().fed(positions)
                : new FedImages().add(place(batch, phase), images(batch));
    }

    private Operand<?> place(Batch batch, Phase phase) {
        if (batch.pixels() instanceof Batch.Features) {
            NetworkGraph.Pooled pooled = graph.pooled().orElseThrow();
            return phase == Phase.TRAINING ? pooled.training() : pooled.evaluation();
        }
        return batch.pixels() instanceof Batch.Floats ? graph.floats() : graph.images();
    }

    /** TensorFlow does not hold a fed tensor against its placeholder's shape, so it is made to fit here. */
    private Tensor images(Batch batch) {
        if (batch.pixels() instanceof Batch.Features features) {
            Shape rows = Shape.of(batch.size(), features.count() / batch.size());
            return TFloat32.tensorOf(rows, DataBuffers.of(features.values(), true, false));
        }
        ImageShape size = fitting.shape(batch);
        Shape shape = Shape.of(batch.size(), size.height(), size.width(), size.channels());
        if (batch.pixels() instanceof Batch.Floats floats) {
            return TFloat32.tensorOf(shape, DataBuffers.of(floats.values(), true, false));
        }
        return TUint8.tensorOf(shape, DataBuffers.of(batch.images(), true, false));
    }

    private static LossAndAccuracy lossAndAccuracy(Result result, int first, Batch batch) {
        float loss = ((TFloat32) result.get(first)).getFloat();
        int correct = ((TInt32) result.get(first + 1)).getInt();
        return LossAndAccuracy.ofBatch(loss, correct, batch.size());
    }
}
