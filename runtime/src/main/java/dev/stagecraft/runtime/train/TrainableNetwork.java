package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.bundle.SavedInitialWeights;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.initial.FirstValues;
import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.state.CheckpointNodes;
import dev.stagecraft.runtime.state.SavedState;
import dev.stagecraft.runtime.state.Snapshot;
import dev.stagecraft.runtime.step.Hardware;
import dev.stagecraft.runtime.step.KeptForm;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;

/**
 * A network with its weights, on a device. It owns the graph and the session, and closing it closes both.
 *
 * <p>Only one thread at a time may use it.
 */
public final class TrainableNetwork implements AutoCloseable {
    private final Network network;
    private final ImageShape imageShape;
    private final Device device;
    private final Precision precision;
    private final OpenGraph opened;
    private final NetworkGraph graph;
    private final CheckpointNodes checkpoints;
    private final Session session;
    private final Fitting fitting;
    private final BatchRuns runs;
    private final Optional<DeviceImages> kept;
    private final Optional<SingleValues> singleValues;
    private final SettledMemory memory;
    private Preprocessing preprocessing;
    private Progress progress;
    private @Nullable RunImages images;
    private @Nullable SavedInitialWeights begunWith;

    /** Does not check whether the device can compute in the rule's precision. */
    TrainableNetwork(
            Network network, ImageShape imageShape, Device device, long seed, UpdateRule rule, Targets targets) {
        this(network, imageShape, device, seed, rule, targets, Optional.empty());
    }

    /** @param train the training images if the rule keeps them */
    TrainableNetwork(
            Network network,
            ImageShape imageShape,
            Device device,
            long seed,
            UpdateRule rule,
            Targets targets,
            Optional<LabeledImages> train) {
        this.network = network;
        this.imageShape = imageShape;
        this.device = device;
        preprocessing = network.preprocessing();
        precision = rule.settings().precision();
        UpdateRule placed = device.isGpu() ? rule.on(Hardware.gpu(Environment.ofProcess())) : rule;
        opened = OpenGraph.of(network, imageShape, device, seed, placed, targets);
        graph = opened.graph();
        checkpoints = opened.checkpoints();
        session = opened.session();
        singleValues = SingleValues.of(graph.normalizations());
        progress = scaled(Progress.START);
        fitting = new Fitting(network, imageShape);
        kept = train.flatMap(images -> graph.kept().map(nodes -> new DeviceImages(images, nodes, session)));
        runs = new BatchRuns(graph, session, fitting, device, kept);
        memory = SettledMemory.of(device.isGpu());
    }

    /**
     * Builds a network and initializes its weights, for evaluation or for training by stochastic gradient descent
     * without momentum.
     *
     * @param images size of the images that it will be fed with; they are resized to the input of the network
     * @param seed for the weights
     * @throws BadInputException if the images have another number of channels than the network
     */
    public static TrainableNetwork open(Network network, ImageShape images, Device device, long seed) {
        return new TrainableNetwork(network, images, device, seed, new UpdateRule(Sgd.PLAIN, false), Targets.LABELS);
    }

    /**
     * Builds a network and initializes its weights, for training with some options. Images are fed, even if the options let
     * a device keep those of a data set.
     *
     * @param images size of the images that it will be fed with; they are resized to the input of the network
     * @throws BadInputException if the images have another number of channels than the network, or the device cannot compute
     *     in the precision
     */
    public static TrainableNetwork open(Network network, ImageShape images, Device device, TrainingOptions options) {
        UpdateRule rule = options.updateRule(network, device);
        return new TrainableNetwork(network, images, device, options.seed(), rule, Targets.LABELS);
    }

    /**
     * Builds a network and initializes its weights, for training on a data set with some options.
     *
     * @param data gives the size of the images, and whether they are mixed; its training images are those that the device
     *     keeps if the options say so
     * @throws BadInputException if the images have another number of channels than the network, or the device cannot compute
     *     in the precision or keep the images
     */
    public static TrainableNetwork open(Network network, DataSet data, Device device, TrainingOptions options) {
        ImageShape images = data.fedShape(network.input());
        Targets targets = data.feed().mixing().isPresent() ? Targets.DISTRIBUTIONS : Targets.LABELS;
        Optional<KeptForm> form = options.kept(data, network.preprocessing());
        UpdateRule rule = options.updateRule(network, device);
        return new TrainableNetwork(
                network,
                images,
                device,
                options.seed(),
                form.map(rule::keeping).orElse(rule),
                targets,
                form.map(kept -> data.train()));
    }

    /** The binary name of the annotated type. */
    public String name() {
        return network.name();
    }

    /** What is done to images before the network gets them. They are resized as the restored checkpoint says. */
    Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The device that it runs on. */
    public Device device() {
        return device;
    }

    /**
     * TensorFlow's description of the graph, for tools that draw graphs. Before the first evaluation, a generated network has
     * only its training graph.
     */
    public GraphDef graphDef() {
        return TensorFlowCalls.get(
                "describing the graph of " + name(), () -> graph.graph().toGraphDef());
    }

    /**
     * Lets the device keep the training images, if it has not got them and it is to keep them. They are resized as this
     * network, or the checkpoint that was restored, does it.
     *
     * @return what to tell of them; empty if they are fed
     */
    Optional<String> keepImages() {
        fillKept();
        return kept.map(DeviceImages::text);
    }

    private void fillKept() {
        kept.ifPresent(images -> images.fill(preprocessing));
    }

    /** The progress that a run goes on from: with a loss scale if the network needs one, and without one otherwise. */
    Progress scaled(Progress from) {
        return from.scaled(graph.lossScale().isPresent());
    }

    /**
     * One training step with the optimizer that the network was opened with. In float16, while the gradients overflow,
     * the step is repeated with half the loss scale.
     *
     * @return loss and accuracy of the batch before the update
     * @throws BadInputException if the batch does not fit the network, or has one image while a batch normalization
     *     sees one pixel
     * @throws RunFailedException if memory runs out, TensorFlow fails, or bad steps are skipped and the loss or a
     *     gradient of this one is NaN or infinite (in float16, even with the smallest loss scale)
     */
    public LossAndAccuracy step(Batch batch, float learningRate) {
        singleValues.ifPresent(single -> single.require(batch.size()));
        LossAndAccuracy result = repeated(learningRate, () -> tryStep(batch, learningRate));
        progress = progress.afterStep(result, progress.seconds());
        return result;
    }

    private <T> T repeated(float learningRate, Supplier<Optional<T>> step) {
        Optional<T> result = step.get();
        while (result.isEmpty()) {
            LossScale scale = progress.lossScale();
            if (scale == null || scale.isLeast()) {
                throw new RunFailedException("the loss or a gradient of step " + (progress.step() + 1)
                        + " is NaN or infinite; the weights were not changed: try a smaller learning rate than "
                        + learningRate);
            }
            progress = progress.withLossScale(scale.afterSkippedStep());
            result = step.get();
        }
        return result.get();
    }

    /**
     * As {@link #step}, recorded by TensorFlow: when each operation ran, what memory it took, and the graph that ran. It
     * is not counted, so the progress stays as it is, except for a loss scale that had to be halved.
     *
     * @throws BadInputException as {@link #step}
     * @throws RunFailedException if memory runs out, or TensorFlow fails
     */
    public org.tensorflow.proto.RunMetadata traceStep(Batch batch, float learningRate) {
        singleValues.ifPresent(single -> single.require(batch.size()));
        fillKept();
        String doing = "a traced step of " + batch.size() + " images";
        Batch resized = fitting.resized(batch, preprocessing);
        return repeated(
                learningRate, () -> TensorFlowCalls.get(doing, () -> runs.trace(resized, learningRate, progress)));
    }

    /** The progress of its training: what was restored or resumed, and the steps since then. */
    public Progress progress() {
        return progress;
    }

    /** The trainer tells how far the run is. */
    void setProgress(Progress done) {
        progress = done;
    }

    /**
     * One step of a run, whose random numbers follow from the progress, which stays as it is; empty if its loss or a
     * gradient was no number and the network passes such steps over.
     */
    Optional<LossAndAccuracy> tryStep(Batch batch, float learningRate) {
        fillKept();
        long begun = System.nanoTime();
        Optional<LossAndAccuracy> result = TensorFlowCalls.get(
                "step " + (progress.step() + 1) + " of " + batch.size() + " images",
                () -> runs.train(fitting.resized(batch, preprocessing), learningRate, progress));
        memory.afterStep(System.nanoTime() - begun);
        return result;
    }

    /**
     * Loss and accuracy over all images, each used once, with the moving statistics. The weights do not change.
     *
     * @throws BadInputException if there are no images, or they have another size or other classes
     */
    public LossAndAccuracy evaluate(LabeledImages images, int batchSize) {
        return evaluate(images, batchSize, List.of()).lossAndAccuracy();
    }

    /** As {@link #evaluate(LabeledImages, int)}, with results for each class and the values of further metrics. */
    public Evaluation evaluate(LabeledImages images, int batchSize, List<? extends Metric> metrics) {
        return evaluate(images, batchSize, metrics, () -> false, seen -> {}).orElseThrow();
    }

    /**
     * As {@link #evaluate(LabeledImages, int, List)}, for a program that shows how far it is.
     *
     * @param stop checked between batches
     * @param seen is told after each batch how many images have been evaluated so far
     * @return the results; empty if it was asked to stop before the last batch
     */
    public Optional<Evaluation> evaluate(
            LabeledImages given,
            int batchSize,
            List<? extends Metric> metrics,
            BooleanSupplier stop,
            IntConsumer seen) {
        return evaluator().evaluate(given, batchSize, metrics, stop, seen);
    }

    /** See {@link CheckpointNodes#complete}. */
    private void complete() {
        TensorFlowCalls.run("building the evaluation graph of " + name(), checkpoints::complete);
    }

    /** What runs the evaluation graph over many images. */
    Evaluator evaluator() {
        complete();
        return new Evaluator(graph, runs, fitting, preprocessing);
    }

    /**
     * Saves weights and optimizer state in the folder of a run, to be evaluated or resumed later.
     *
     * @param data that the network was trained on
     * @param options that the network was trained with
     * @param done the progress of the training
     * @return the folder of the checkpoint
     * @throws RunFailedException if they cannot be written, or are NaN or infinite
     */
    public Path save(Path run, DataSet data, TrainingOptions options, Progress done) {
        RunSettings settings = settings(data, options);
        double rate = options.rateForTheRecord(done, settings.stepsPerEpoch());
        Snapshot snapshot = new Snapshot(done, rate, Map.of(), preprocessing);
        return save(run, settings, snapshot).folder();
    }

    /**
     * What a run's weights depend on. Images are hashed once, because a run asks more than once.
     *
     * @throws BadInputException if an image cannot be read
     */
    RunSettings settings(DataSet data, TrainingOptions options) {
        images = RunImages.of(data, images);
        // The options may say auto; the precision that was chosen for it is kept.
        return RunSettings.of(data, images, options.withPrecision(precision), device)
                .begunWith(begunWith);
    }

    SavedCheckpoint save(Path run, RunSettings settings, Snapshot snapshot) {
        RunMetadata metadata = settings.metadata();
        settings.images().write(run);
        boolean evaluated = settings.isEvaluated(snapshot.progress());
        return SavedState.save(run, checkpoints, session, network.name(), metadata, snapshot, evaluated);
    }

    /**
     * Freezes the network as it is now for inference: batch normalization is folded into convolutions, and nothing that
     * only training needs is left. The caller closes the result.
     */
    public ServingNetwork serving() {
        complete();
        return new ServingNetwork(network.name(), imageShape, preprocessing, network.classes(), device, graph, session);
    }

    /**
     * Reads saved weights, regardless of the settings that they were trained with; see
     * {@link Checkpoints#restoreWeights}.
     *
     * @param place the folder of a checkpoint, or of a run, whose newest checkpoint is used
     * @throws BadInputException if the checkpoint is incomplete, corrupt, or of another network
     */
    public Progress restore(Path place) {
        return restore(place, false).progress();
    }

    /**
     * As {@link #restore(Path)}, and on request also from a checkpoint of another network.
     *
     * @param force whether to read weights of another network with the same variables; the result then has a notice
     */
    public Resumed restore(Path place, boolean force) {
        Resumed found = SavedState.restoreWeights(place, network.name(), force, checkpoints, session);
        takeOver(found);
        return found;
    }

    /**
     * Takes weights that somebody else trained as first values, before training. They are converted as the report in the
     * result says. A head for another number of classes keeps its own first values. Images are prepared as this network
     * declares.
     *
     * @param place a safetensors file in the names of torchvision, timm or Stagecraft; a folder with
     *     {@code model.safetensors}; a checkpoint; or a run, whose best checkpoint is used
     * @throws BadInputException if there are no such weights, or they cannot be read. No variable has changed then
     * @throws dev.stagecraft.runtime.checkpoint.WeightsRefusedException if they do not fit the network. No variable has changed
     *     then
     */
    public InitialWeights init(Path place) {
        FirstValues first = FirstValues.read(place, network, checkpoints.shapes(), checkpoints::evaluationFingerprint);
        checkpoints.assign(session, first.values());
        begunWith = first.saved();
        return first.weights();
    }

    /**
     * Saves the network as it is, without a run: a checkpoint that answers and can be evaluated, and from which no run is
     * resumed.
     *
     * @param folder the folder of a run, which gets a checkpoint
     * @param classNames in the order of the classes; empty if they have none
     * @return the folder of the checkpoint
     * @throws RunFailedException if it cannot be written
     */
    public Path save(Path folder, List<String> classNames) {
        RunMetadata metadata =
                RunSettings.untrained(network, device, classNames).begunWith(begunWith);
        Snapshot snapshot = new Snapshot(progress, 0, Map.of(), preprocessing);
        return SavedState.save(folder, checkpoints, session, network.name(), metadata, snapshot, true)
                .folder();
    }

    /**
     * Reads the whole state of a run. {@link Trainer#train(Progress)} then continues as if the run had never stopped. A run
     * of an earlier version began with {@link dev.stagecraft.runtime.setting.Engine#REWRITTEN}, so open the network with
     * that engine.
     *
     * @param from the checkpoint of the run; empty for the newest
     * @return what was read; empty if nothing was saved yet
     * @throws BadInputException if the checkpoint is incomplete, corrupt, of another network, or of a run with other
     *     settings
     */
    public Optional<Resumed> resume(RunFolder run, Optional<Path> from, DataSet data, TrainingOptions options) {
        return resume(run, from, data, options, false);
    }

    /**
     * As {@link #resume(RunFolder, Optional, DataSet, TrainingOptions)}, and on request also if this version of
     * Stagecraft builds the same network from other operations than the version that saved it.
     *
     * @param force whether to resume in that case; the result then has a notice, because weights may differ from those
     *     of an uninterrupted run
     */
    public Optional<Resumed> resume(
            RunFolder run, Optional<Path> from, DataSet data, TrainingOptions options, boolean force) {
        RunSettings settings = settings(data, options);
        settings.images().records().ifPresent(known -> known.remember(run.path()));
        Optional<Resumed> found = SavedState.restoreState(
                run.path(), from, checkpoints, session, settings::metadata, settings.older(), force);
        found.ifPresent(resumed -> {
            Resumption.require(resumed, options, settings.stepsPerEpoch());
            takeOver(resumed);
        });
        return found;
    }

    /** Images are resized as when the weights were trained, whatever the network declares now. */
    private void takeOver(Resumed found) {
        progress = scaled(found.progress());
        preprocessing = network.preprocessing().withResizing(found.resizing().orElse(Resizing.SAMPLED));
        begunWith = found.initialWeights().map(RunSettings::saved).orElse(null);
    }

    /** The SHA-256 over all weights as little-endian float32, in the order of their names, in hexadecimal. */
    public String weightsSha256() {
        return TensorFlowCalls.get(
                "reading the weights of " + name(),
                () -> checkpoints.weights(session).sha256());
    }

    /** The rules for steps of one image; empty if such steps are as good as others. */
    Optional<SingleValues> singleValues() {
        return singleValues;
    }

    /**
     * Checks that a run can start.
     *
     * @throws BadInputException if the data is not what this was opened for, a batch is too large for Java's heap, or
     *     steps of one image would give a batch normalization a single value per channel
     */
    public void requireFitting(DataSet data, TrainingOptions options) {
        fitting.requireRun(data, options, preprocessing, graph.distributions().isPresent());
        requireKept(data, options);
        singleValues.ifPresent(single -> single.requireRun(data.train().size(), options.batchSize()));
    }

    private void requireKept(DataSet data, TrainingOptions options) {
        if (kept.isPresent() != options.imagesOnDevice()
                || !kept.map(images -> images.isOf(data.train())).orElse(true)) {
            throw new BadInputException(name() + " was opened "
                    + (kept.isPresent() ? "for other training images that the device keeps" : "for images that are fed")
                    + "; open it with the data and the options of the run");
        }
        kept.ifPresent(images -> {
            long step = MemoryPlan.of(network, graph)
                    .map(plan -> plan.bytes(1) - plan.keptBytes())
                    .orElse(0L);
            images.requireRoom(device, device.freeMemory(), step);
        });
    }

    @Override
    public void close() {
        opened.close();
    }
}
