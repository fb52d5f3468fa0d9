package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.Subsampling;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Builds into one graph: its variables are shared by both phases, and what moves the statistics is collected. */
final class GraphBuilder implements NetworkBuilder {
    private final Ops tf;
    private final Phase phase;
    private final String place;
    private final VariableStore variables;
    private final Operand<TInt64> step;
    private final Frozen frozen;
    private final List<StatisticUpdate> statistics;
    private final List<Normalization> normalizations;
    private final Map<String, GraphBuilder> below = new HashMap<>();

    private GraphBuilder(
            Ops tf,
            Phase phase,
            String place,
            VariableStore variables,
            Operand<TInt64> step,
            Frozen frozen,
            List<StatisticUpdate> statistics,
            List<Normalization> normalizations) {
        this.tf = tf;
        this.phase = phase;
        this.place = place;
        this.variables = variables;
        this.step = step;
        this.frozen = frozen;
        this.statistics = statistics;
        this.normalizations = normalizations;
    }

    /**
     * A builder at the root of a network.
     *
     * @param step number of training steps done, a scalar, which random numbers follow from
     */
    static GraphBuilder root(Ops tf, Phase phase, VariableStore variables, Operand<TInt64> step) {
        return root(tf, phase, variables, step, Frozen.NOTHING);
    }

    /**
     * A builder at the root of a network, some parts of which are built for evaluation whatever the phase.
     *
     * @param step number of training steps done, a scalar, which random numbers follow from
     */
    static GraphBuilder root(Ops tf, Phase phase, VariableStore variables, Operand<TInt64> step, Frozen frozen) {
        return new GraphBuilder(tf, phase, "", variables, step, frozen, new ArrayList<>(), new ArrayList<>());
    }

    /** The moving statistics of all places, with their values after a training step. */
    List<StatisticUpdate> statistics() {
        return statistics;
    }

    /** What is built for evaluation whatever the phase. */
    Frozen frozen() {
        return frozen;
    }

    /** The batch normalizations of all scopes that use the statistics of the batch. */
    List<Normalization> normalizations() {
        return normalizations;
    }

    @Override
    public Ops tf() {
        return tf;
    }

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public NetworkBuilder at(String name) {
        return below.computeIfAbsent(
                name,
                key -> new GraphBuilder(
                        tf.withSubScope(key),
                        frozen.covers(place + key) ? Phase.EVALUATION : phase,
                        place + key + "/",
                        variables,
                        step,
                        frozen,
                        statistics,
                        normalizations));
    }

    @Override
    public Operand<TFloat32> variable(String name, Initializer initializer, long... dims) {
        return variables.get(place + name, true, initializer, dims).value();
    }

    @Override
    public Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, float momentum, float epsilon) {
        return batchNorm(name, x, momentum, epsilon, Initializer.ones());
    }

    @Override
    public Operand<TFloat32> batchNorm(
            String name, Operand<TFloat32> x, float momentum, float epsilon, Initializer scale) {
        Shape shape = x.shape();
        long channels = shape.get(3);
        Operand<TFloat32> gamma = variable(name + "/gamma", scale, channels);
        Operand<TFloat32> beta = variable(name + "/beta", Initializer.zeros(), channels);
        Variable mean = variables.get(place + name + "/moving_mean", false, Initializer.zeros(), channels);
        Variable variance = variables.get(place + name + "/moving_variance", false, Initializer.ones(), channels);
        // A network that is written by hand may have a normalization at its root, whose name is that of its part.
        boolean training = phase == Phase.TRAINING && !frozen.covers(place + name);
        List<FusedBatchNorm.Options> options = new ArrayList<>();
        options.add(FusedBatchNorm.epsilon(epsilon));
        options.add(FusedBatchNorm.isTraining(training));
        if (training) {
            // With this factor the operation gives the moving statistics after the step instead of the batch's own.
            options.add(FusedBatchNorm.exponentialAvgFactor(1 - momentum));
        }
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.withName(name)
                .nn
                .fusedBatchNorm(
                        x, gamma, beta, mean.value(), variance.value(), options.toArray(FusedBatchNorm.Options[]::new));
        if (training) {
            normalizations.add(new Normalization(place + name, shape.get(1), shape.get(2)));
            statistics.add(new StatisticUpdate(mean, norm.batchMean()));
            statistics.add(new StatisticUpdate(variance, norm.batchVariance()));
        }
        return norm.y();
    }

    @Override
    public Operand<TFloat32> maxPool(String name, Operand<TFloat32> x, int window, int stride, String padding) {
        // The operation's first version takes the window as an attribute and is a fifth faster on a CPU.
        return tf.scope()
                .opBuilder("MaxPool", name)
                .addInput(x.asOutput())
                .setAttr("ksize", new long[] {1, window, window, 1})
                .setAttr("strides", new long[] {1, stride, stride, 1})
                .setAttr("padding", padding)
                .build()
                .output(0);
    }

    @Override
    public Operand<TFloat32> pad(String name, Operand<TFloat32> x, int pixels, float value) {
        int[][] sides = {{0, 0}, {pixels, pixels}, {pixels, pixels}, {0, 0}};
        return pad(name, x, sides, value);
    }

    private Operand<TFloat32> pad(String name, Operand<TFloat32> x, int[][] sides, float value) {
        return tf.withName(name)
                .pad(
                        x,
                        tf.withName(name + "_sides").constant(sides),
                        tf.withName(name + "_value").constant(value));
    }

    @Override
    public Operand<TFloat32> leakyRelu(String name, Operand<TFloat32> x, float slope) {
        if (phase == Phase.TRAINING) {
            return tf.withName(name).nn.leakyRelu(x, LeakyRelu.alpha(slope));
        }
        // TensorFlow with oneDNN fuses a convolution, a bias, a sum and LeakyRelu to something else than their
        // sequence.
        return tf.withName(name)
                .math
                .maximum(
                        x,
                        tf.withName(name + "_below")
                                .math
                                .mul(x, tf.withName(name + "_slope").constant(slope)));
    }

    @Override
    public Operand<TFloat32> silu(String name, Operand<TFloat32> x) {
        return tf.withName(name).math.mul(x, tf.withName(name + "_sigmoid").math.sigmoid(x));
    }

    @Override
    public Operand<TFloat32> gelu(String name, Operand<TFloat32> x) {
        Operand<TFloat32> scaled = tf.withName(name + "_scaled")
                .math
                .mul(x, tf.withName(name + "_root").constant((float) Math.sqrt(0.5)));
        Operand<TFloat32> doubled = tf.withName(name + "_doubled")
                .math
                .add(
                        tf.withName(name + "_erf").math.erf(scaled),
                        tf.withName(name + "_one").constant(1f));
        Operand<TFloat32> half = tf.withName(name + "_half")
                .math
                .mul(x, tf.withName(name + "_factor").constant(0.5f));
        return tf.withName(name).math.mul(half, doubled);
    }

    @Override
    public Operand<TFloat32> subsample(String name, Operand<TFloat32> x, int stride) {
        return Subsampling.slice(tf::withName, name, x, new int[] {1, stride, stride, 1});
    }

    @Override
    public Operand<TFloat32> padChannels(String name, Operand<TFloat32> x, int more) {
        int[][] sides = {{0, 0}, {0, 0}, {0, 0}, {0, more}};
        return pad(name, x, sides, 0f);
    }

    @Override
    public Operand<TFloat32> scaleChannels(String name, Operand<TFloat32> x, Operand<TFloat32> factors) {
        int channels = Math.toIntExact(x.shape().get(3));
        Operand<TFloat32> perPixel = tf.withName(name + "_factors")
                .reshape(factors, tf.withName(name + "_shape").constant(new int[] {-1, 1, 1, channels}));
        return tf.withName(name).math.mul(x, perPixel);
    }

    @Override
    public Operand<TFloat32> dropout(String name, Operand<TFloat32> x, float probability) {
        return phase == Phase.TRAINING
                ? drop(name).values(x, probability)
                : tf.withName(name).identity(x);
    }

    @Override
    public Operand<TFloat32> stochasticDepth(String name, Operand<TFloat32> x, float probability) {
        return phase == Phase.TRAINING
                ? drop(name).images(x, probability)
                : tf.withName(name).identity(x);
    }

    private RandomDrop drop(String name) {
        return new RandomDrop(tf, name, step, variables.seedOf(place + name));
    }
}
