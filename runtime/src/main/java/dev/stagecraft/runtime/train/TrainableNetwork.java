package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.bundle.RunFacts;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Kept;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.CheckedImages;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.state.CheckpointNodes;
import dev.stagecraft.runtime.state.SavedState;
import dev.stagecraft.runtime.state.Snapshot;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;

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
    private final Fitting fitting;
    private final BatchRuns runs;
    private final Optional<SingleValues> singleValues;
    private Progress progress = Progress.START;
    private HashedImages hashedToTrain;
    private HashedImages hashedToTest;

    private TrainableNetwork(
            Network network, ImageShape imageShape, Device device, long seed, UpdateRule rule, Targets targets) {
        this.network = network;
        this.imageShape = imageShape;
        this.device = device;
        SessionSettings settings = device.isGpu() ? SessionSettings.GPU : SessionSettings.CPU;
        String doing = "building the graph of " + network.name();
        graph = TensorFlowCalls.get(doing, () -> NetworkGraph.build(network, imageShape, seed, rule, targets));
        singleValues = SingleValues.of(graph.normalizations());
        try {
            checkpoints = TensorFlowCalls.get(doing, () -> CheckpointNodes.addTo(graph));
            session = TensorFlowCalls.get(doing, () -> graph.settings(settings).open(graph.graph()));
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
        fitting = new Fitting(network, imageShape);
        runs = new BatchRuns(graph, session, fitting, device);
    }

    /**
     * Builds a network to be trained by plain stochastic gradient descent, or evaluated, and gives every weight its first
     * value.
     *
     * @param images size of the images it will see; they are resized to the network's input
     * @param seed the weights follow from it
     * @throws BadInputException where the images' channels are not the network's
     */
    public static TrainableNetwork open(Network network, ImageShape images, Device device, long seed) {
        return open(network, images, device, seed, new UpdateRule(Sgd.PLAIN, false), Targets.LABELS);
    }

    /**
     * Builds a network to be trained as options say, and gives every weight its first value.
     *
     * @param images size of the images it will see; they are resized to the network's input
     * @throws BadInputException where the images' channels are not the network's
     */
    public static TrainableNetwork open(Network network, ImageShape images, Device device, TrainingOptions options) {
        return open(network, images, device, options.seed(), options.updateRule(), Targets.LABELS);
    }

    /**
     * Builds a network to be trained on a data set as options say, and gives every weight its first value.
     *
     * @param data its images' size, and whether they are mixed
     * @throws BadInputException where the images' channels are not the network's
     */
    public static TrainableNetwork open(Network network, DataSet data, Device device, TrainingOptions options) {
        ImageShape images = data.fedShape(network.input());
        Targets targets = data.feed().mixing().isPresent() ? Targets.DISTRIBUTIONS : Targets.LABELS;
        return open(network, images, device, options.seed(), options.updateRule(), targets);
    }

    private static TrainableNetwork open(
            Network network, ImageShape images, Device device, long seed, UpdateRule rule, Targets targets) {
        TrainableNetwork opened = new TrainableNetwork(network, images, device, seed, rule, targets);
        try {
            TensorFlowCalls.run(
                    "initializing the weights of " + network.name(),
                    () -> opened.session
                            .runner()
                            .addTarget(opened.graph.initialize())
                            .run()
                            .close());
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

    /** What becomes of images before the network sees them. */
    Preprocessing preprocessing() {
        return network.preprocessing();
    }

    /** Where it runs. */
    public Device device() {
        return device;
    }

    /** Its whole graph as TensorFlow describes it, for tools that draw graphs. */
    public GraphDef graphDef() {
        return TensorFlowCalls.get(
                "describing the graph of " + name(), () -> graph.graph().toGraphDef());
    }

    /**
     * One step, by the optimizer that the network was opened with.
     *
     * @return loss and accuracy of the batch before the update
     * @throws BadInputException where the batch does not fit the network, or is of one image where a batch normalization
     *     sees one pixel
     * @throws RunFailedException where memory runs out, where TensorFlow refuses the step, and where it is guarded and its
     *     loss or a gradient is NaN or infinite
     */
    public LossAndAccuracy step(Batch batch, float learningRate) {
        singleValues.ifPresent(single -> single.require(batch.size()));
        LossAndAccuracy result = tryStep(batch, learningRate)
                .orElseThrow(() -> new RunFailedException("the loss or a gradient of step " + (progress.step() + 1)
                        + " is NaN or infinite; the weights were not changed: try a smaller learning rate than "
                        + learningRate));
        progress = progress.afterStep(result, progress.seconds());
        return result;
    }

    /** How far its training is: what was restored or resumed, and the steps since then. */
    public Progress progress() {
        return progress;
    }

    /** The trainer tells how far the run is. */
    void setProgress(Progress done) {
        progress = done;
    }

    /**
     * One step of a run, whose random numbers follow from the progress, which stays as it is; empty where its loss or a
     * gradient was no number and the network passes such steps over.
     */
    Optional<LossAndAccuracy> tryStep(Batch batch, float learningRate) {
        return TensorFlowCalls.get(
                "step " + (progress.step() + 1) + " of " + batch.size() + " images",
                () -> runs.train(batch, learningRate, progress.step()));
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
        return evaluate(images, batchSize, List.of(), stop).map(Evaluation::lossAndAccuracy);
    }

    /** As {@link #evaluate(LabeledImages, int)}, with the values of further metrics. */
    public Evaluation evaluate(LabeledImages images, int batchSize, List<Metric> metrics) {
        return evaluate(images, batchSize, metrics, () -> false).orElseThrow();
    }

    /** As {@link #evaluate(LabeledImages, int, List)}; empty where it was asked to stop before the last batch. */
    Optional<Evaluation> evaluate(LabeledImages given, int batchSize, List<Metric> metrics, BooleanSupplier stop) {
        LabeledImages images = CheckedImages.of(given);
        fitting.require(images);
        Measurements measurements = new Measurements(metrics);
        LossAndAccuracy total = LossAndAccuracy.EMPTY;
        int[] order = EpochOrder.inSequence(images.size());
        Batches batches = new Batches(images, order, batchSize, Preparation.plain(preprocessing()));
        try (ReadAhead left = new ReadAhead(batches, 0, Feed.PLAIN.readers())) {
            while (left.hasNext()) {
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                Batch batch = left.next();
                total = total.merge(TensorFlowCalls.get(
                        "an evaluation of " + batch.size() + " images", () -> runs.evaluate(batch, measurements)));
            }
        }
        return Optional.of(new Evaluation(total, measurements.values()));
    }

    /**
     * Saves weights and optimizer state below a run's folder, to be evaluated or resumed later.
     *
     * @param data that it was trained on
     * @param options that it was trained with
     * @param done how far training is
     * @return the checkpoint's folder
     * @throws RunFailedException where they cannot be written, or are no numbers
     */
    public Path save(Path run, DataSet data, TrainingOptions options, Progress done) {
        RunSettings settings = settings(data, options);
        double rate = options.rateForTheRecord(done, settings.stepsPerEpoch());
        return save(run, settings.facts(), new Snapshot(done, rate, Map.of()), settings.isEvaluated(done))
                .folder();
    }

    /**
     * What a run's weights depend on. All images are read and hashed the first time; the hash is kept, because a run asks
     * more than once.
     *
     * @throws BadInputException where an image cannot be read
     */
    RunSettings settings(DataSet data, TrainingOptions options) {
        hashedToTrain = hashed(hashedToTrain, data.name(), data.train());
        hashedToTest = hashed(hashedToTest, data.name(), data.test());
        return RunSettings.of(data, hashedToTrain, hashedToTest, options, device);
    }

    private static HashedImages hashed(HashedImages known, String name, LabeledImages images) {
        boolean same = known != null && known.images() == images && known.name().equals(name);
        return same ? known : HashedImages.of(name, images);
    }

    Kept save(Path run, RunFacts facts, Snapshot snapshot, boolean evaluated) {
        return SavedState.save(run, checkpoints, session, network.name(), facts, snapshot, evaluated);
    }

    /**
     * The network as it is now, frozen for answers: batch normalization is folded into convolutions, nothing of training
     * is left. The caller closes it.
     */
    public ServingNetwork serving() {
        return new ServingNetwork(network.name(), imageShape, network.classes(), device, graph, session);
    }

    /**
     * Reads weights that were saved, whatever they were trained with; see {@link Checkpoints#restoreWeights}.
     *
     * @param place a checkpoint's folder, or a run's, whose newest checkpoint is taken
     * @throws BadInputException where the checkpoint is not whole or of another network
     */
    public Progress restore(Path place) {
        return restore(place, false).progress();
    }

    /**
     * As {@link #restore(Path)}, also from a checkpoint of another network where that is asked for.
     *
     * @param force whether weights of another network are read where its variables are the same; the result then has a
     *     notice
     */
    public Resumed restore(Path place, boolean force) {
        Resumed found = SavedState.restoreWeights(place, network.name(), force, checkpoints, session);
        progress = found.progress();
        return found;
    }

    /**
     * Reads all of a run's state, to go on with {@link Trainer#train(Progress)} as if it had never stopped.
     *
     * @param from which of the run's checkpoints; empty for the newest
     * @return what was read; empty where nothing was saved yet
     * @throws BadInputException where the checkpoint is not whole, of another network or of other settings
     */
    public Optional<Resumed> resume(RunFolder run, Optional<Path> from, DataSet data, TrainingOptions options) {
        return resume(run, from, data, options, false);
    }

    /**
     * As {@link #resume(RunFolder, Optional, DataSet, TrainingOptions)}, also where other operations than when it was saved
     * carry out the same plan of the network, as those of another version of Stagecraft may, where that is asked for.
     *
     * @param force whether it goes on then; the result then has a notice, as its weights may differ from those of an
     *     uninterrupted run
     */
    public Optional<Resumed> resume(
            RunFolder run, Optional<Path> from, DataSet data, TrainingOptions options, boolean force) {
        RunSettings settings = settings(data, options);
        Optional<Resumed> found = SavedState.restoreState(
                run.path(), from, checkpoints, session, settings.facts(), settings.older(), force);
        found.ifPresent(resumed -> {
            Resumption.require(resumed, options, settings.stepsPerEpoch());
            progress = resumed.progress();
        });
        return found;
    }

    /** One SHA-256 over all weights, float32 and little-endian, in name order, in hexadecimal. */
    public String weightsSha256() {
        return TensorFlowCalls.get(
                "reading the weights of " + name(),
                () -> checkpoints.weights(session).sha256());
    }

    /** The rules for steps of one image; empty where such steps are as good as others. */
    Optional<SingleValues> singleValues() {
        return singleValues;
    }

    /**
     * Makes sure that a run can begin.
     *
     * @throws BadInputException where the data is not what this was opened for, a batch is larger than Java can hold, or
     *     steps of one image would give a batch normalization a single value per channel
     */
    public void requireFitting(DataSet data, TrainingOptions options) {
        fitting.require(data.train());
        fitting.require(data.test());
        if (data.feed().mixing().isPresent() && graph.distributions().isEmpty()) {
            throw new BadInputException(network.name() + " was opened for images that are not mixed, but those of "
                    + data.name() + " are mixed; open the network with the data set instead of the size of its images");
        }
        Preparation training = new Preparation(preprocessing(), data.feed(), options.seed(), 1);
        fitting.require(data.train(), training, options.batchSize());
        fitting.require(data.test(), Preparation.plain(preprocessing()), options.batchSize());
        singleValues.ifPresent(single -> single.requireRun(data.train().size(), options.batchSize()));
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            graph.close();
        }
    }
}
