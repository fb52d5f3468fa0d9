package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.samples.FashionResNet18Network;
import dev.stagecraft.samples.QuickstartResNet18Network;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Compares logits from the serving graph with those from the evaluation graph, in turns within one run. Prints the
 * number of operations for the logits in each graph, the median latencies and their ratio. Exits with 1 if the serving
 * graph does not have fewer operations, or is slower.
 */
public final class ServingBenchmark {
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 60;

    private ServingBenchmark() {}

    /** Runs the comparison; takes no arguments. */
    public static void main(String[] args) {
        boolean better = true;
        for (Network network : List.of(new QuickstartResNet18Network(), new FashionResNet18Network())) {
            try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1);
                    Session session = new Session(graph.graph())) {
                graph.initialize(session);
                try (ServingSession serving = ServingSession.open(network.name(), graph, session, false)) {
                    for (int batch : new int[] {1, 32}) {
                        better &= compare(network, graph, session, serving, batch);
                    }
                }
            }
        }
        System.exit(better ? 0 : 1);
    }

    private static boolean compare(
            Network network, NetworkGraph graph, Session session, ServingSession serving, int batch) {
        byte[] bytes = new byte[batch * network.input().values()];
        new Random(1).nextBytes(bytes);
        Shape shape = Shape.of(
                batch,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        double[] evaluated = new double[ROUNDS];
        double[] frozen = new double[ROUNDS];
        try (TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(bytes, true, false))) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double first = milliseconds(
                        session.runner(),
                        graph.images(),
                        images,
                        graph.evaluation().logits());
                double second = milliseconds(
                        serving.runner(batch),
                        serving.graph().images(),
                        images,
                        serving.graph().logits());
                if (round >= 0) {
                    evaluated[round] = first;
                    frozen[round] = second;
                }
            }
        }
        int operationsBefore = operations(graph.evaluation().logits());
        int operations = operations(serving.graph().logits());
        double ratio = Medians.of(frozen) / Medians.of(evaluated);
        System.out.printf(
                Locale.ROOT,
                "logits of %s, batch %d, median of %d: serving %d operations, %.2f ms; evaluation %d operations, %.2f ms;"
                        + " ratio %.3f%n",
                network.name().substring(network.name().lastIndexOf('.') + 1),
                batch,
                ROUNDS,
                operations,
                Medians.of(frozen),
                operationsBefore,
                Medians.of(evaluated),
                ratio);
        return operations < operationsBefore && ratio < 1;
    }

    private static double milliseconds(
            Session.Runner runner, Operand<TUint8> input, TUint8 images, Operand<TFloat32> wanted) {
        long start = System.nanoTime();
        runner.feed(input, images).fetch(wanted).run().close();
        return (System.nanoTime() - start) / 1e6;
    }

    /** How many operations an operand depends on, itself included. */
    private static int operations(Operand<TFloat32> wanted) {
        Set<GraphOperation> needed = new HashSet<>();
        Deque<GraphOperation> open = new ArrayDeque<>();
        open.push((GraphOperation) wanted.asOutput().op());
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (needed.add(operation)) {
                for (int i = 0; i < operation.numInputs(); i++) {
                    open.push((GraphOperation) operation.input(i).op());
                }
            }
        }
        return needed.size();
    }
}
