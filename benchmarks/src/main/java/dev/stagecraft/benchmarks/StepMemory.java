package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.ProcessMemory;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import dev.stagecraft.runtime.setting.Recompute.Extent;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Measures what {@code TrainingMemory} estimates: the peak resident memory of a process that takes two training steps, less
 * what it had after TensorFlow was loaded. Each network is measured in both precisions, with activations kept and some or
 * all of them computed again, each time in a process of its own. Linux only. It prints the rows of {@code measured.csv}.
 */
public final class StepMemory {
    private static final List<String> ROWS = List.of(
            "FashionResNet18 48",
            "FashionResNet18 128",
            "zoo.ResNet18 8",
            "zoo.ResNet34 8",
            "zoo.ResNet50 4",
            "zoo.ResNet50 16",
            "zoo.ResNet50D 4",
            "zoo.SeResNet50 4",
            "zoo.ResNext50x32x4d 4",
            "zoo.ResNet152 4",
            "zoo.CifarResNet20 128",
            "zoo.CifarResNet110 32",
            "zoo.CifarPreActResNet110 16");
    private static final int STEPS = 2;

    private StepMemory() {}

    /**
     * Without arguments it measures all rows. With a network, a batch size, a precision and what is computed again, it
     * measures in this process.
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            measure(args[0], Integer.parseInt(args[1]), Precision.valueOf(args[2]), Extent.valueOf(args[3]));
            return;
        }
        System.out.println("network,batch,precision,recomputed,MiB");
        for (String row : ROWS) {
            for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
                for (Recompute which : List.of(Recompute.NONE, Recompute.CHEAP, Recompute.ALL)) {
                    start(row, precision, which.extent());
                }
            }
        }
    }

    private static void start(String row, Precision precision, Extent recomputed) throws Exception {
        String[] words = row.split(" ", -1);
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A heap that grows on the way would be counted as the network's.
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+AlwaysPreTouch",
                        // JavaCPP would end a process that takes four times its heap.
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        StepMemory.class.getName(),
                        words[0],
                        words[1],
                        precision.name(),
                        recomputed.name())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(row + " ended with " + code);
        }
    }

    private static void measure(String name, int batch, Precision precision, Extent recomputed)
            throws ReflectiveOperationException {
        load();
        Network network = Class.forName("dev.stagecraft.samples." + name + "Network")
                .asSubclass(Network.class)
                .getConstructor()
                .newInstance();
        Random random = new Random(1);
        byte[] images = new byte[batch * network.input().values()];
        random.nextBytes(images);
        int[] classes = random.ints(batch, 0, network.classes()).toArray();
        TrainingOptions options = new TrainingOptions(1, batch, 0.001, 1)
                .withPrecision(precision)
                .withRecompute(new Recompute(recomputed, List.of()));
        double before = ProcessMemory.resident();
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), options)) {
            for (int step = 0; step < STEPS; step++) {
                trainable.step(new Batch(batch, images, classes), 0.001f);
            }
        }
        System.out.printf(
                Locale.ROOT, "%s,%d,%s,%s,%.0f%n", name, batch, precision, recomputed, ProcessMemory.peak() - before);
    }

    /** TensorFlow's own code and threads are not part of a network's memory. */
    private static void load() {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            session.runner()
                    .fetch(tf.math.add(tf.constant(1f), tf.constant(2f)))
                    .run()
                    .close();
        }
    }
}
