package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.PeakMemory;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.precision.DecidedPrecision;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Measures where the time and the memory of a training step go. */
public final class StepProfiler {
    /** In the first two steps, TensorFlow chooses algorithms and takes memory. */
    private static final int WARM_UP = 2;

    /** Small, so that the weights stay what they are: synthetic images teach nothing. */
    private static final float LEARNING_RATE = 1e-6f;

    /** The length of the largest Java array. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private StepProfiler() {}

    /**
     * Runs training steps on synthetic images, with and without tracing in turn, and measures the time of each
     * operation, the memory, and the speed of a large matrix product. The steps are those of training: the same graph,
     * precision and optimizer.
     *
     * @param network the network; if it has no layer table, all time is in one row
     * @param options that it would be trained with; they give the batch size and the precision
     * @param device to run on
     * @param steps number of steps with tracing, and also without, at least 1; the fastest of each counts
     * @throws BadInputException if {@code steps} is below 1, XLA would compile the step, the batch does not fit a Java array, the device cannot compute in
     *     the precision, or a step of one image would give a batch normalization a single value per channel
     * @throws dev.stagecraft.runtime.RunFailedException if memory runs out, or TensorFlow fails
     */
    public static StepProfile profile(Network network, TrainingOptions options, Device device, int steps) {
        MatrixProduct.Size matrix = device.isGpu() ? MatrixProduct.ON_GPU : MatrixProduct.ON_CPU;
        return profile(network, options, device, steps, matrix);
    }

    static StepProfile profile(
            Network network, TrainingOptions given, Device device, int steps, MatrixProduct.Size matrix) {
        if (steps < 1) {
            throw new BadInputException("the number of steps is " + steps + "; it must be at least 1");
        }
        if (given.engine() == Engine.COMPILED) {
            throw new BadInputException(
                    "engine is compiled, whose operations have no names of layers, so a profile would"
                            + " show one row; profile with --engine tuned");
        }
        Precision precision =
                DecidedPrecision.of(given.precision(), network, device).precision();
        TrainingOptions options = given.withPrecision(precision);
        List<LayerTable.Layer> table =
                LayerTable.of(network).map(LayerTable::layers).orElse(List.of());
        List<StepReading> readings = new ArrayList<>();
        long fastestStep = Long.MAX_VALUE;
        StepProfile.Limit before;
        SessionSettings settings = device.isGpu() ? SessionSettings.GPU : SessionSettings.CPU;
        Batch batch = synthetic(network, options.batchSize());
        try (TrainableNetwork opened = TrainableNetwork.open(network, network.input(), device, options)) {
            before = MatrixProduct.measure(matrix, precision, settings);
            for (int i = 0; i < WARM_UP; i++) {
                opened.step(batch, LEARNING_RATE);
            }
            for (int i = 0; i < steps; i++) {
                long start = System.nanoTime();
                opened.step(batch, LEARNING_RATE);
                fastestStep = Math.min(fastestStep, System.nanoTime() - start);
                readings.add(new StepReading(opened.traceStep(batch, LEARNING_RATE), table));
            }
        }
        StepReading fastest = Collections.min(readings, Comparator.comparingLong(StepReading::spanNanos));
        StepMemory memory = fastest.memory(PeakMemory.bytes());
        StepProfile.Limit after = MatrixProduct.measure(matrix, precision, settings);
        StepProfile.Limit limit = before.gigaflops() > after.gigaflops() ? before : after;
        int cores = Runtime.getRuntime().availableProcessors();
        StepProfile measured = new StepProfile(
                network.name(),
                options.batchSize(),
                precision,
                device.name(),
                device.threads() > 0 ? device.threads() : cores,
                fastest.times(fastestStep),
                limit,
                fastest.layers(limit, options.batchSize()),
                fastest.operations(),
                memory,
                List.of());
        boolean bfloat16 = device.isGpu() || Bfloat16.isInCpu();
        return measured.withAdvice(Advice.of(measured, bfloat16, device.isGpu() ? 0 : cores));
    }

    /** Random pixels, and each class in turn. A step takes as long for them as for any other images. */
    private static Batch synthetic(Network network, int size) {
        ImageShape shape = network.input();
        long values = (long) size * shape.values();
        if (values > MOST_VALUES) {
            throw new BadInputException("batch size is " + size + ", and its images have " + values
                    + " values; they may have at most " + MOST_VALUES + ", so choose a smaller batch size");
        }
        byte[] pixels = new byte[(int) values];
        new Random(1).nextBytes(pixels);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % network.classes();
        }
        return new Batch(size, pixels, labels);
    }
}
