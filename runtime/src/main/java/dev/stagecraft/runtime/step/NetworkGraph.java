package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.Contract;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.Phase;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A network's training graph and evaluation graph over the same variables, in one TensorFlow graph. Closing it closes
 * the graph; sessions over it must be closed before. Only one thread at a time may use it.
 */
public final class NetworkGraph implements ForwardGraph, AutoCloseable {
    /** The scope of evaluation. */
    public static final String EVALUATION = "evaluation";

    /** Slots begin at fixed values. */
    private static final long NO_SEED = 0;

    private final Graph graph;
    private final Optional<InitialGraph> firsts;
    private final Network network;
    private final UpdateRule rule;
    private final Inputs inputs;
    private final float scale;
    private final List<Variable> variables;
    private final List<Normalization> normalizations;
    private final TrainingStep step;
    private final Ops assign;
    private final Map<String, Op> assignments = new LinkedHashMap<>();
    private final Map<String, Op> further = new HashMap<>();
    private final Ops checkpoint;
    private final Forward training;
    private final Outputs declared;
    private final Later<Outputs> evaluation;

    private NetworkGraph(
            Graph graph,
            Optional<InitialGraph> firsts,
            Network network,
            ImageShape size,
            long seed,
            UpdateRule rule,
            Targets targets) {
        this.graph = graph;
        this.firsts = firsts;
        this.network = network;
        this.rule = rule;
        scale = network.preprocessing().scale();
        Ops tf = NamingScope.root(graph);
        inputs = Inputs.add(tf, size, network, targets, rule.scaled(), rule.kept());
        VariableStore store = new VariableStore(graph, tf, seed, firsts);
        Frozen frozen = rule.frozen();
        GraphBuilder trainingRoot = Tower.Place.ONLY.root(tf, store, inputs, frozen);
        Ops evaluationScope = tf.withSubScope(EVALUATION);
        GraphBuilder evaluationRoot = GraphBuilder.root(evaluationScope, Phase.EVALUATION, store, inputs.step());
        Losses losses = Losses.of(rule, inputs);
        Tower tower = Tower.add(graph, trainingRoot, network, store, inputs, losses, rule);
        training = tower.forward();
        declared = tower.declared();
        normalizations = tower.normalizations();
        variables = store.all();
        firsts.ifPresent(initial -> initial.begin(apart()));
        frozen.require(network.name(), variables);
        rule.stageRates().require(network.name(), variables);
        VariableStore slots = new VariableStore(graph, tf, NO_SEED, firsts);
        step = TrainingStep.add(graph, tf, slots, List.of(tower), inputs, rule);
        evaluation = new Later<>(() -> {
            Outputs found = Classification.add(network, evaluationRoot, evaluationScope, inputs, Loss.CROSS_ENTROPY);
            requireNoFurther(network, store);
            return losses.evaluated(evaluationScope, found, inputs);
        });
        // What was written by hand may have other variables in evaluation, which has to be known before it is trained.
        if (firsts.isEmpty() || !Contract.isGenerated(network)) {
            evaluation.get();
        }
        assign = tf.withSubScope("assign");
        allVariables().forEach(each -> assignments.put(each.name(), assignment(each, each.first())));
        checkpoint = tf.withSubScope("checkpoint");
    }

    /**
     * Builds both graphs, the backward pass, and plain stochastic gradient descent, of operations that every program with
     * TensorFlow knows. The first values are computed in the same graph.
     *
     * @throws BadInputException if the network was generated for another runtime, or the channels differ
     */
    public static NetworkGraph build(Network network, ImageShape images, long seed) {
        TrainingDefaults plain = TrainingDefaults.builder()
                .optimizer(Sgd.PLAIN)
                .engine(Engine.REWRITTEN)
                .build();
        require(network, images);
        return add(network, images, seed, new UpdateRule(plain), Targets.LABELS, Optional.empty());
    }

    /**
     * Builds the training graph, the backward pass, and the update, for labels.
     *
     * @param rule how weights follow their gradients
     * @throws BadInputException if the network was generated for another runtime, or the channels differ
     */
    public static NetworkGraph build(Network network, ImageShape images, long seed, UpdateRule rule) {
        return build(network, images, seed, rule, Targets.LABELS);
    }

    /**
     * Builds the training graph, the backward pass, and the update. The first values are computed in a further graph, and a
     * generated network's evaluation graph is added by {@link #evaluation}.
     *
     * <p>Images come as bytes and become what the network's {@link Preprocessing} makes of them; where their height or width
     * differs from the network's input they are resized inside the graph as earlier versions did, see {@link
     * dev.stagecraft.runtime.data.Resizing#SAMPLED}. Training and answers build it for the network's own size, and resize
     * before.
     *
     * @param network the network
     * @param images size of the images that will be fed; its channels must be the network's
     * @param seed all first values follow from it
     * @param rule how weights follow their gradients
     * @param targets what training compares with
     * @throws BadInputException if the network was generated for another runtime, or the channels differ
     */
    public static NetworkGraph build(Network network, ImageShape images, long seed, UpdateRule rule, Targets targets) {
        require(network, images);
        InitialGraph firsts = new InitialGraph();
        try {
            return add(network, images, seed, rule, targets, Optional.of(firsts));
        } catch (RuntimeException | Error e) {
            firsts.close();
            throw e;
        }
    }

    private static void require(Network network, ImageShape images) {
        Contract.require(network);
        if (images.channels() != network.input().channels()) {
            throw new BadInputException("the number of channels of " + network.name() + " is "
                    + network.input().channels() + ", but that of the images is " + images.channels()
                    + "; declare @Input(channels = " + images.channels() + ") or choose other data");
        }
    }

    private static NetworkGraph add(
            Network network,
            ImageShape images,
            long seed,
            UpdateRule rule,
            Targets targets,
            Optional<InitialGraph> firsts) {
        Graph graph = TensorFlowLibrary.newGraph();
        rule.prepare();
        try {
            return new NetworkGraph(graph, firsts, network, images, seed, rule, targets);
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    private void requireNoFurther(Network network, VariableStore store) {
        List<Variable> all = store.all();
        if (all.size() > variables.size()) {
            throw new IllegalStateException(
                    network.name() + ": " + all.get(variables.size()).name()
                            + " is a variable of the evaluation graph only; every variable must be in the training graph");
        }
    }

    /** One SHA-256 over all layers as the network's layer table has them; empty if it has no such table. */
    public Optional<String> planSha256() {
        return PlanHash.of(network);
    }

    /** What was added so far: evaluation may be missing. */
    @Override
    public Graph graph() {
        return graph;
    }

    /** With the evaluation graph. */
    @Override
    public GraphDef definition() {
        evaluation();
        return graph.toGraphDef();
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    /** The batch normalizations that use the statistics of the batch in training, in the order of the network. */
    public List<Normalization> normalizations() {
        return normalizations;
    }

    /** The precision in which training computes convolutions. */
    public Precision precision() {
        return rule.settings().precision();
    }

    /** The blocks that training computes again in its backward pass. */
    public Recompute recompute() {
        return rule.recompute();
    }

    /** What the optimizer keeps from step to step, as {@code optimizer/momentum/stem/conv/kernel}. */
    public List<Variable> optimizerVariables() {
        return step.optimizerVariables();
    }

    private List<Variable> allVariables() {
        return Stream.concat(variables.stream(), step.optimizerVariables().stream())
                .toList();
    }

    /**
     * Gives every variable its first value, the optimizer's included. No operation of the graph waits for all of them:
     * TensorFlow compares each operation that another waits for with all before it, each time it copies a graph, which
     * takes long where there are thousands.
     */
    public void initialize(Session session) {
        Session.Runner runner = session.runner();
        assignments.values().forEach(runner::addTarget);
        firsts.ifPresentOrElse(
                initial -> initial.run(runner, apart()), () -> runner.run().close());
    }

    /** The variables whose first values are computed in a graph of their own; what an optimizer keeps has fixed ones. */
    private List<Variable> apart() {
        return variables.stream()
                .filter(variable -> variable.place() == Variable.Place.APART)
                .toList();
    }

    /**
     * Gives a variable, the optimizer's included, what is fed in place of {@link Variable#given}. If that is computed in this
     * graph, it need not be fed. Where variables share first values, the operation is added when it is first asked for.
     */
    public Op assignment(Variable variable) {
        return variable.place() == Variable.Place.SHARED
                ? further.computeIfAbsent(variable.name(), name -> assignment(variable, variable.given()))
                : Objects.requireNonNull(assignments.get(variable.name()));
    }

    private Op assignment(Variable variable, Operand<TFloat32> value) {
        return assign.withName(variable.node()).assignVariableOp(variable.handle(), value);
    }

    /** Where the operations that save the variables are added. */
    public Ops checkpoint() {
        return checkpoint;
    }

    @Override
    public Operand<TUint8> images() {
        return inputs.images();
    }

    @Override
    public float scale() {
        return scale;
    }

    @Override
    public Operand<TFloat32> floats() {
        return inputs.floats();
    }

    @Override
    public Operand<TFloat32> pixels() {
        return inputs.pixels();
    }

    /** Classes fed to both phases, {@code [batch]}. */
    public Operand<TInt32> labels() {
        return inputs.labels();
    }

    /** Targets fed to the training graph, {@code [batch, classes]}; empty if it was built for labels. */
    public Optional<Operand<TFloat32>> distributions() {
        return inputs.distributions();
    }

    /** The training images that the device keeps; empty if they are fed. */
    public Optional<KeptImages> kept() {
        return inputs.kept();
    }

    /**
     * The pooled features that the head is fed with, in both graphs; empty if the network has no operation {@code
     * head/pool} that gives {@code [batch, features]}.
     */
    public Optional<Pooled> pooled() {
        evaluation();
        return pooled("")
                .map(output -> training.of(output.asOutput()).expect(TFloat32.class))
                .flatMap(trained -> pooled(EVALUATION + "/").map(found -> new Pooled(trained, found)));
    }

    private Optional<Operand<TFloat32>> pooled(String scope) {
        return Optional.ofNullable(graph.operation(scope + "head/pool"))
                .map(operation -> operation.output(0))
                .filter(output -> output.dataType() == DataType.DT_FLOAT
                        && output.shape().numDimensions() == 2
                        && output.shape().get(1) > 0)
                .map(output -> output.expect(TFloat32.class));
    }

    /** Learning rate fed to the training step, a scalar above 0. */
    public Operand<TFloat32> learningRate() {
        return inputs.learningRate();
    }

    /**
     * What the loss is multiplied by before its gradients are computed, fed to the training step, a scalar above 0.
     * Empty if the loss is not scaled.
     */
    public Optional<Operand<TFloat32>> lossScale() {
        return inputs.lossScale();
    }

    /** Number of steps done, fed to the training step, a scalar: what is dropped at random follows from it. */
    public Operand<TInt64> step() {
        return inputs.step();
    }

    @Override
    public SessionSettings settings(SessionSettings device) {
        if (rule.runsAsBuilt()) {
            // Nothing is fused without rewriting, so whether it may be need not be found out.
            return device.withoutRewriting();
        }
        SessionSettings usual = ForwardGraph.super.settings(device);
        return rule.settings().engine() == Engine.COMPILED && device.gpu() ? usual.withCompiling() : usual;
    }

    /** One update of weights and moving statistics. */
    public Op trainStep() {
        return step.run();
    }

    /**
     * Whether the loss and all gradients of a guarded step are finite, a scalar; where they are not, the step has changed
     * nothing. Empty where steps are not guarded.
     */
    public Optional<Operand<TBool>> finiteStep() {
        return step.finite();
    }

    /** What the training graph gives for the fed batch, before the update. */
    public Outputs training() {
        return training.outputs();
    }

    /**
     * What the training graph of the declared network gives in float32. In another precision nothing runs it: only the
     * fingerprint is computed from it.
     */
    public Outputs declared() {
        return declared;
    }

    /** What the evaluation graph gives for the fed batch. The graph is added when it is first asked for. */
    public Outputs evaluation() {
        return evaluation.get();
    }

    @Override
    public Operand<TFloat32> logits() {
        return evaluation().logits();
    }

    @Override
    public void close() {
        try {
            firsts.ifPresent(InitialGraph::close);
        } finally {
            graph.close();
        }
    }

    /**
     * Pooled features, {@code [batch, features]}.
     *
     * @param training in the training graph
     * @param evaluation in the evaluation graph
     */
    public record Pooled(Operand<TFloat32> training, Operand<TFloat32> evaluation) {
        /** The number of features of an image. */
        public int features() {
            return Math.toIntExact(evaluation.shape().get(1));
        }
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
