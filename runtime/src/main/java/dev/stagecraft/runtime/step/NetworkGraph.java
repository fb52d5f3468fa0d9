package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.gradient.BackwardPass;
import dev.stagecraft.runtime.gradient.GroupedConvolution;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.Contract;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.Phase;
import dev.stagecraft.runtime.optimize.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * A network's training graph and evaluation graph over the same variables, in one TensorFlow graph. Closing it closes
 * the graph; sessions over it must be closed before.
 */
public final class NetworkGraph implements AutoCloseable {
    private final Graph graph;
    private final Operand<TUint8> images;
    private final Operand<TInt32> labels;
    private final Operand<TFloat32> pixels;
    private final Operand<TFloat32> learningRate;
    private final Operand<TInt64> step;
    private final List<Variable> variables;
    private final List<Normalization> normalizations;
    private final UpdateNodes update;
    private final Op initialize;
    private final Op trainStep;
    private final Outputs training;
    private final Outputs evaluation;

    private NetworkGraph(Graph graph, Network network, ImageShape size, long seed, UpdateRule rule) {
        this.graph = graph;
        Ops tf = Ops.create(graph);
        Ops input = tf.withSubScope("input");
        images = input.withName("images")
                .placeholder(
                        TUint8.class,
                        Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, size.height(), size.width(), size.channels())));
        labels = input.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        learningRate = input.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        step = input.withName("step")
                .placeholderWithDefault(input.withName("first_step").constant(0L), Shape.scalar());
        pixels = pixels(input, size, network.input());

        VariableStore store = new VariableStore(graph, tf, seed);
        GraphBuilder trainingRoot = GraphBuilder.root(tf, Phase.TRAINING, store, step);
        Ops evaluationScope = tf.withSubScope("evaluation");
        GraphBuilder evaluationRoot = GraphBuilder.root(evaluationScope, Phase.EVALUATION, store, step);
        Places places = Places.of(network);
        places.prepare(trainingRoot);
        places.prepare(evaluationRoot);
        training = outputs(network, trainingRoot, tf.withSubScope("training"), pixels);
        variables = store.all();
        normalizations = List.copyOf(trainingRoot.normalizations());
        update = new UpdateNodes(graph, tf, learningRate);
        trainStep = trainStep(tf, trainingRoot.updates(), rule);

        evaluation = outputs(network, evaluationRoot, evaluationScope, pixels);
        requireNoFurther(network, store);
        initialize = initialize(tf);
    }

    /**
     * Builds both graphs, the backward pass, and plain stochastic gradient descent.
     *
     * @throws BadInputException where the network was generated for another runtime, or the channels differ
     */
    public static NetworkGraph build(Network network, ImageShape images, long seed) {
        return build(network, images, seed, new UpdateRule(Sgd.PLAIN, false));
    }

    /**
     * Builds both graphs, the backward pass, and the update.
     *
     * <p>Images come as bytes and become floats from 0 to 1; where their height or width differs from the network's
     * input they are resized bilinearly (half-pixel centres) inside the graph.
     *
     * @param network the network
     * @param images size of the images that will be fed; its channels must be the network's
     * @param seed all first values follow from it
     * @param rule how weights follow their gradients
     * @throws BadInputException where the network was generated for another runtime, or the channels differ
     */
    public static NetworkGraph build(Network network, ImageShape images, long seed, UpdateRule rule) {
        Contract.require(network);
        if (images.channels() != network.input().channels()) {
            throw new BadInputException(network.name() + " takes images of "
                    + network.input().channels() + " channels, the data has images of " + images.channels()
                    + "; declare @Input(channels = " + images.channels() + ") or choose other data");
        }
        Graph graph = TensorFlowLibrary.newGraph();
        try {
            return new NetworkGraph(graph, network, images, seed, rule);
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    private static Operand<TFloat32> toFloat(Ops input, Operand<TUint8> images, ImageShape from, ImageShape to) {
        if (from.height() == to.height() && from.width() == to.width()) {
            return input.withName("floats").dtypes.cast(images, TFloat32.class);
        }
        return input.withName("resized")
                .image
                .resizeBilinear(
                        images,
                        input.withName("size").constant(new int[] {to.height(), to.width()}),
                        ResizeBilinear.halfPixelCenters(true));
    }

    private Operand<TFloat32> pixels(Ops input, ImageShape from, ImageShape to) {
        Operand<TFloat32> floats = toFloat(input, images, from, to);
        return input.withName("pixels").math.div(floats, input.withName("white").constant(255f));
    }

    private Outputs outputs(Network network, NetworkBuilder root, Ops tf, Operand<TFloat32> pixels) {
        Operand<TFloat32> logits = network.logits(root, pixels);
        long[] expected = {Shape.UNKNOWN_SIZE, network.classes()};
        if (!Arrays.equals(logits.shape().asArray(), expected)) {
            throw new IllegalStateException(
                    network.name() + ": logits are " + logits.shape() + ", expected were " + Arrays.toString(expected));
        }
        SparseSoftmaxCrossEntropyWithLogits<TFloat32> losses =
                tf.withName("losses").nn.sparseSoftmaxCrossEntropyWithLogits(logits, labels);
        Operand<TFloat32> loss = tf.withName("loss")
                .math
                .mean(losses.loss(), tf.withName("loss_axis").constant(new int[] {0}));
        Operand<TInt32> predicted = tf.withName("predicted")
                .math
                .argMax(logits, tf.withName("class_axis").constant(1), TInt32.class);
        Operand<TInt32> hits =
                tf.withName("hits").dtypes.cast(tf.withName("equal").math.equal(predicted, labels), TInt32.class);
        Operand<TInt32> correct =
                tf.withName("correct").sum(hits, tf.withName("hits_axis").constant(new int[] {0}));
        return new Outputs(logits, loss, correct);
    }

    private Op trainStep(Ops tf, List<Op> statistics, UpdateRule rule) {
        List<Variable> trainable =
                variables.stream().filter(Variable::trainable).toList();
        List<Output<?>> sources = new ArrayList<>();
        trainable.forEach(variable -> sources.add(variable.value().asOutput()));
        Operand<TFloat32> one = tf.withName("one").constant(1f);
        Map<Output<?>, Operand<TNumber>> gradients =
                BackwardPass.gradients(graph, tf, training.loss().asOutput(), number(one), sources);
        List<Op> updates = update.add(rule, trainable, gradients, training.loss(), statistics);
        return tf.withControlDependencies(updates).withName("train_step").noOp();
    }

    private void requireNoFurther(Network network, VariableStore store) {
        List<Variable> all = store.all();
        if (all.size() > variables.size()) {
            throw new IllegalStateException(
                    network.name() + ": " + all.get(variables.size()).name()
                            + " is a variable of the evaluation graph alone; every variable must be in the training graph");
        }
    }

    private Op initialize(Ops tf) {
        Ops assign = tf.withSubScope("assign");
        List<Op> assignments = new ArrayList<>();
        for (Variable variable : allVariables()) {
            assignments.add(assign.withName(variable.name().replace('/', '.'))
                    .assignVariableOp(variable.handle(), variable.initial()));
        }
        return tf.withControlDependencies(assignments).withName("initialize").noOp();
    }

    /** The backward pass holds for every floating-point type and calls them all numbers. */
    @SuppressWarnings("unchecked")
    private static Operand<TNumber> number(Operand<? extends TNumber> operand) {
        return (Operand<TNumber>) operand;
    }

    /** The graph, for sessions. */
    public Graph graph() {
        return graph;
    }

    /** A device's settings, changed where sessions over this graph need it. */
    public ConfigProto config(ConfigProto device) {
        return GroupedConvolution.config(graph, device);
    }

    /** All variables, in the order of the network. */
    public List<Variable> variables() {
        return variables;
    }

    /** The batch normalizations, in the order of the network. */
    public List<Normalization> normalizations() {
        return normalizations;
    }

    /** What the optimiser keeps from step to step, as {@code optimizer/momentum/stem/conv/kernel}. */
    public List<Variable> optimizerVariables() {
        return update.state();
    }

    private List<Variable> allVariables() {
        return Stream.concat(variables.stream(), update.state().stream()).toList();
    }

    /** Gives every variable its first value, the optimiser's included. */
    public Op initialize() {
        return initialize;
    }

    /** Images fed to both phases, {@code [batch, height, width, channels]}, any batch. */
    public Operand<TUint8> images() {
        return images;
    }

    /** The images as both phases see them, {@code [batch, height, width, channels]} of the network's input, 0 to 1. */
    public Operand<TFloat32> pixels() {
        return pixels;
    }

    /** Classes fed to both phases, {@code [batch]}. */
    public Operand<TInt32> labels() {
        return labels;
    }

    /** Learning rate fed to the training step, a scalar above 0. */
    public Operand<TFloat32> learningRate() {
        return learningRate;
    }

    /** Number of steps done, fed to the training step, a scalar: what is dropped at random follows from it. */
    public Operand<TInt64> step() {
        return step;
    }

    /** One update of weights and moving statistics. */
    public Op trainStep() {
        return trainStep;
    }

    /** Whether an error says that a guarded step's loss or a gradient is no number, and that nothing was changed. */
    public static boolean isGuard(TFInvalidArgumentException error) {
        return error.getMessage() != null && error.getMessage().contains(UpdateNodes.GUARD);
    }

    /** What the training graph gives for the fed batch, before the update. */
    public Outputs training() {
        return training;
    }

    /** What the evaluation graph gives for the fed batch. */
    public Outputs evaluation() {
        return evaluation;
    }

    @Override
    public void close() {
        graph.close();
    }

    /**
     * What a phase computes for a batch.
     *
     * @param logits {@code [batch, classes]}
     * @param loss softmax cross-entropy in nats, the mean over the batch, a scalar
     * @param correct number of images whose largest logit is their class, a scalar
     */
    public record Outputs(Operand<TFloat32> logits, Operand<TFloat32> loss, Operand<TInt32> correct) {}
}
