package dev.stagecraft.benchmarks.probe;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.stagecraft.benchmarks.harness.Figures;

/** DJL's training steps. */
public final class DjlTraining {
    /** The other engine does not record additions in place. */
    private static final String PYTORCH = "PyTorch";

    private static final float RATE = 0.001f;

    private DjlTraining() {}

    /** Takes the name of an engine of DJL, the name of a network, images of a step, steps that are not counted, and steps. */
    public static void main(String[] args) {
        DjlNetwork network = DjlNetwork.valueOf(args[1]);
        int images = Integer.parseInt(args[2]);
        try (Model model = Model.newInstance("peer", args[0])) {
            model.setBlock(network.block(args[0].equals(PYTORCH)));
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.sgd()
                            .setLearningRateTracker(Tracker.fixed(RATE))
                            .optMomentum(Synthetic.MOMENTUM)
                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                train(network, images, trainer, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            }
        }
    }

    private static void train(DjlNetwork network, int images, Trainer trainer, int warmUp, int steps) {
        Shape shape = network.shape(images);
        trainer.initialize(shape);
        Figures.print("parameters", (double) trainer.getModel().getBlock().getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum());
        NDManager manager = trainer.getManager();
        // Channels last in memory: PyTorch computes with the fastest layout that its inputs have. MXNet copies.
        NDArray pixels = manager.create(
                        Synthetic.floats(Math.toIntExact(shape.size())),
                        new Shape(images, shape.get(2), shape.get(3), shape.get(1)))
                .transpose(0, 3, 1, 2);
        float[] classes = new float[images];
        int[] drawn = Synthetic.labels(images, network.classes());
        for (int i = 0; i < images; i++) {
            classes[i] = drawn[i];
        }
        NDArray labels = manager.create(classes);
        Stopwatch.measure(images, warmUp, steps, () -> step(trainer, pixels, labels));
    }

    /** What a step makes is freed at its end, with the manager that its inputs are attached to. */
    private static void step(Trainer trainer, NDArray pixels, NDArray labels) {
        try (NDManager own = trainer.getManager().newSubManager()) {
            NDArray images = pixels.reshape(pixels.getShape());
            images.attach(own);
            NDArray expected = labels.duplicate();
            expected.attach(own);
            NDArray loss;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList logits = trainer.forward(new NDList(images));
                loss = trainer.getLoss().evaluate(new NDList(expected), logits);
                collector.backward(loss);
            }
            trainer.step();
            if (!Float.isFinite(loss.getFloat())) {
                throw new IllegalStateException("the loss is " + loss.getFloat());
            }
        }
    }
}
