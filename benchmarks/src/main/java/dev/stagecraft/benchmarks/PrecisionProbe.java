package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.benchmarks.harness.ProcessMemory;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.step.Hardware;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.util.Random;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** One process of a comparison of precisions: it prints {@code millis}, the median of a step, and {@code peak}. */
final class PrecisionProbe {
    private PrecisionProbe() {}

    /** How a step computes. */
    enum Form {
        /** Everything in float32. */
        FLOAT32(Precision.FLOAT32),
        /** Our own pass. */
        BFLOAT16(Precision.BFLOAT16),
        /** Our own pass, with a scaled loss. A CPU is not meant for it. */
        FLOAT16(Precision.FLOAT16),
        /** The pass that comes with TensorFlow, over the graph in float32. */
        GRAPPLER(Precision.FLOAT32);

        private final Precision precision;

        Form(Precision precision) {
            this.precision = precision;
        }

        /** Whether it is measured on a CPU. */
        boolean isForCpu() {
            return this != FLOAT16;
        }
    }

    /** Gradients of random images do not overflow with it. */
    private static final float LOSS_SCALE = 1024;

    /** Takes the class of a network, the batch, runs that are not counted, runs, a form, and the device. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Network network = Class.forName(args[0])
                .asSubclass(Network.class)
                .getConstructor()
                .newInstance();
        int batch = Integer.parseInt(args[1]);
        int warmUp = Integer.parseInt(args[2]);
        double[] times = new double[Integer.parseInt(args[3])];
        Form form = Form.valueOf(args[4]);
        boolean gpu = args.length > 5 && args[5].equals("gpu");
        TrainingOptions options = new TrainingOptions(1, batch, 0.001, 1)
                .withPrecision(form.precision)
                .withEngine(form == Form.GRAPPLER ? Engine.REWRITTEN : TrainingSettings.ENGINE.usual());
        UpdateRule rule = new UpdateRule(options).on(gpu ? Hardware.gpu(Environment.ofProcess()) : Hardware.CPU);
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1, rule, Targets.LABELS);
                Session session = new Session(
                        graph.graph(), config(form, graph.settings(gpu ? SessionSettings.GPU : SessionSettings.CPU)));
                TUint8 images = images(network, batch);
                TInt32 labels = TInt32.vectorOf(
                        new Random(2).ints(batch, 0, network.classes()).toArray());
                TFloat32 rate = TFloat32.scalarOf(0.001f);
                TFloat32 lossScale = TFloat32.scalarOf(LOSS_SCALE)) {
            graph.initialize(session);
            for (int i = -warmUp; i < times.length; i++) {
                long begin = System.nanoTime();
                Session.Runner runner = session.runner();
                graph.lossScale().ifPresent(place -> runner.feed(place, lossScale));
                runner.feed(graph.images(), images)
                        .feed(graph.labels(), labels)
                        .feed(graph.learningRate(), rate)
                        .addTarget(graph.trainStep())
                        .fetch(graph.training().loss())
                        .run()
                        .close();
                if (i >= 0) {
                    times[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        Figures.print("millis", Medians.of(times));
        Figures.print("peak", ProcessMemory.peak());
    }

    private static TUint8 images(Network network, int batch) {
        byte[] bytes = new byte[batch * network.input().values()];
        new Random(1).nextBytes(bytes);
        return TUint8.tensorOf(
                Shape.of(
                        batch,
                        network.input().height(),
                        network.input().width(),
                        network.input().channels()),
                DataBuffers.of(bytes));
    }

    private static ConfigProto config(Form form, SessionSettings settings) {
        ConfigProto.Builder config = settings.config().toBuilder();
        if (form == Form.GRAPPLER) {
            RewriterConfig.Builder rewriting = config.getGraphOptionsBuilder().getRewriteOptionsBuilder();
            if (settings.gpu()) {
                rewriting.setAutoMixedPrecision(RewriterConfig.Toggle.ON);
            } else {
                rewriting.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
            }
        }
        return config.build();
    }
}
