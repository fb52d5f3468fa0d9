package dev.stagecraft.tests.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Map;

/** A network's numbers by PyTorch, in double precision, so that what differs is the other side's rounding. */
final class Oracle {
    private static final String ENGINE = "PyTorch";

    private Oracle() {}

    /** Skips the test where PyTorch cannot be had, saying why. */
    static void assumeAvailable() {
        assumeTrue(
                System.getProperty("ENGINE_CACHE_DIR") != null,
                "ENGINE_CACHE_DIR names no folder for PyTorch's libraries; the build's execution \"oracle\" sets it");
        String platform = platform();
        assumeTrue(
                platform.equals("linux-x86_64") || Oracle.class.getResource("/pytorch/cpu/" + platform) != null,
                "no PyTorch library for " + platform + " is on the class path, so nothing was compared with it");
    }

    /** As DJL names it. */
    private static String platform() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
        String processor = System.getProperty("os.arch");
        return system + "-" + (processor.equals("amd64") ? "x86_64" : processor);
    }

    /**
     * One training step's numbers, and the evaluation phase's with the moving statistics after it.
     *
     * @throws AssertionError where a weight is missing, has another shape, or is not part of the architecture
     */
    static Numbers numbers(Architecture architecture, Map<String, Weight> weights, Images images) {
        try (NDManager manager = NDManager.newBaseManager(ENGINE)) {
            Parameters parameters = new Parameters(manager, weights);
            Numbers numbers = new Numbers();
            train(numbers, manager, architecture, parameters, images);
            evaluate(numbers, manager, architecture, parameters, images);
            return numbers;
        }
    }

    /** How far a training step's values stay from where a slope changes, in the forward pass. */
    static double margin(Architecture architecture, Map<String, Weight> weights, Images images) {
        try (NDManager manager = NDManager.newBaseManager(ENGINE)) {
            PaperNetwork network = new PaperNetwork(architecture, new Parameters(manager, weights), true);
            network.logits(pixels(manager, images));
            return network.margin();
        }
    }

    /** The evaluation phase's numbers alone. */
    static Numbers evaluation(Architecture architecture, Map<String, Weight> weights, Images images) {
        try (NDManager manager = NDManager.newBaseManager(ENGINE)) {
            Numbers numbers = new Numbers();
            evaluate(numbers, manager, architecture, new Parameters(manager, weights), images);
            return numbers;
        }
    }

    private static void train(
            Numbers numbers, NDManager manager, Architecture architecture, Parameters parameters, Images images) {
        try (GradientCollector collector = Engine.getEngine(ENGINE).newGradientCollector()) {
            NDArray logits = new PaperNetwork(architecture, parameters, true).logits(pixels(manager, images));
            parameters.requireAllUsed();
            NDArray loss = Layers.crossEntropy(logits, labels(manager, images));
            collector.backward(loss);
            numbers.put("training logits", logits.toDoubleArray());
            numbers.put("training loss", loss.toDoubleArray());
        }
        parameters.forEach((name, array) -> {
            if (array.hasGradient()) {
                numbers.put("gradient of " + name, array.getGradient().toDoubleArray());
            } else {
                numbers.put("next " + name, array.toDoubleArray());
            }
        });
    }

    private static void evaluate(
            Numbers numbers, NDManager manager, Architecture architecture, Parameters parameters, Images images) {
        NDArray logits = new PaperNetwork(architecture, parameters, false).logits(pixels(manager, images));
        numbers.put("evaluation logits", logits.toDoubleArray());
        numbers.put(
                "evaluation loss",
                Layers.crossEntropy(logits, labels(manager, images)).toDoubleArray());
    }

    private static NDArray pixels(NDManager manager, Images images) {
        double[] values = new double[images.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (images.pixels()[i] & 0xff) / 255.0;
        }
        Shape shape = new Shape(
                images.count(),
                images.shape().height(),
                images.shape().width(),
                images.shape().channels());
        return manager.create(values, shape).transpose(0, 3, 1, 2);
    }

    private static NDArray labels(NDManager manager, Images images) {
        long[] labels = new long[images.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.labels()[i];
        }
        return manager.create(labels, new Shape(labels.length, 1));
    }
}
