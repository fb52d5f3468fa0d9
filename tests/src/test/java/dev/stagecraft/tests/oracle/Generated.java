package dev.stagecraft.tests.oracle;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.step.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A generated network's numbers by TensorFlow.
 *
 * @param weights what the network was given, none of it the zeros and ones that training begins with
 * @param evaluated the same with the moving statistics after a training step
 * @param numbers one training step's, and the evaluation phase's over the weights that are evaluated
 */
record Generated(Map<String, Weight> weights, Map<String, Weight> evaluated, Numbers numbers) {
    /**
     * A step this long leaves nothing of a weight but its gradient, to single precision, and a power of two adds no
     * rounding of its own.
     */
    private static final float RATE = 0x1p30f;

    /** Seed of the weights, unless others are asked for. */
    static final long SEED = 7;

    /**
     * @param engine that gives the step its form
     * @param seed of the weights
     */
    static Generated run(Network network, Engine engine, Images images, long seed) {
        UpdateRule rule = new UpdateRule(
                TrainingDefaults.builder().optimizer(Sgd.PLAIN).engine(engine).build());
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), seed, rule)) {
            Random random = new Random(seed);
            Map<String, Weight> weights = new LinkedHashMap<>();
            for (Variable variable : graph.variables()) {
                String name = variable.name();
                weights.put(name, Weight.draw(name, variable.shape().asArray(), variable.trainable(), random));
            }
            Variables variables = new Variables(graph);
            try (Session session = graph.settings(SessionSettings.CPU).open(graph.graph());
                    TUint8 pixels = TUint8.tensorOf(
                            Shape.of(
                                    images.count(),
                                    images.shape().height(),
                                    images.shape().width(),
                                    images.shape().channels()),
                            DataBuffers.of(images.pixels()));
                    TInt32 labels = TInt32.vectorOf(images.labels());
                    TFloat32 rate = TFloat32.scalarOf(RATE)) {
                Numbers numbers = new Numbers();
                variables.set(session, weights);
                Session.Runner step = session.runner()
                        .feed(graph.images(), pixels)
                        .feed(graph.labels(), labels)
                        .feed(graph.learningRate(), rate)
                        .addTarget(graph.trainStep());
                outputs(numbers, "training", graph.training(), step);
                Map<String, Weight> evaluated = stepped(numbers, weights, variables.get(session));
                variables.set(session, evaluated);
                Session.Runner evaluation =
                        session.runner().feed(graph.images(), pixels).feed(graph.labels(), labels);
                outputs(numbers, "evaluation", graph.evaluation(), evaluation);
                return new Generated(weights, evaluated, numbers);
            }
        }
    }

    private static void outputs(Numbers numbers, String phase, NetworkGraph.Outputs outputs, Session.Runner runner) {
        try (Result result =
                runner.fetch(outputs.logits()).fetch(outputs.loss()).run()) {
            numbers.put(phase + " logits", Variables.values((TFloat32) result.get(0)));
            numbers.put(phase + " loss", Variables.values((TFloat32) result.get(1)));
        }
    }

    /** Notes gradients and statistics, and gives the weights before the step with the statistics after it. */
    private static Map<String, Weight> stepped(
            Numbers numbers, Map<String, Weight> weights, Map<String, float[]> after) {
        Map<String, Weight> stepped = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            if (weight.trainable()) {
                numbers.put("gradient of " + name, gradient(weight.values(), after.get(name)));
                stepped.put(name, weight);
            } else {
                numbers.put("next " + name, after.get(name));
                stepped.put(name, weight.with(after.get(name)));
            }
        });
        return stepped;
    }

    private static double[] gradient(float[] before, float[] after) {
        double[] gradient = new double[before.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = ((double) before[i] - after[i]) / RATE;
        }
        return gradient;
    }
}
