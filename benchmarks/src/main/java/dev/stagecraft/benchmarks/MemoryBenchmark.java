package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.ProcessMemory;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the processor's estimate of the memory of a training step with what a process needs. Five networks are
 * measured, each in a process of its own: the largest resident size over three steps, minus the size after a step of a
 * small network. Linux only.
 */
public final class MemoryBenchmark {
    private static final List<String> NETWORKS = List.of(
            "zoo.CifarResNet20Network 128",
            "FashionResNet18Network 64",
            "zoo.CifarResNet56Network 64",
            "zoo.ResNet18Network 16",
            "zoo.ResNet50Network 8");
    private static final int STEPS = 3;

    private MemoryBenchmark() {}

    /**
     * Without arguments it measures all five networks. With a class and a batch size it measures that network in this
     * process.
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            measure(
                    Class.forName(args[0])
                            .asSubclass(Network.class)
                            .getConstructor()
                            .newInstance(),
                    Integer.parseInt(args[1]));
            return;
        }
        for (String network : NETWORKS) {
            String[] words = network.split(" ", -1);
            int code = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // A heap that grows on the way would be counted as the network's.
                            "-Xms512m",
                            "-Xmx512m",
                            "-XX:+AlwaysPreTouch",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            MemoryBenchmark.class.getName(),
                            "dev.stagecraft.samples." + words[0],
                            words[1])
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(network + " ended with " + code);
            }
        }
    }

    private static void measure(Network network, int batch) throws IOException {
        Random random = new Random(1);
        byte[] images = new byte[batch * network.input().values()];
        random.nextBytes(images);
        int[] classes = random.ints(batch, 0, network.classes()).toArray();
        warmUp();
        double before = ProcessMemory.resident();
        double after;
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)) {
            for (int step = 0; step < STEPS; step++) {
                trainable.step(new Batch(batch, images, classes), 0.01f);
            }
            after = ProcessMemory.peak();
        }
        double estimate = estimate(network, batch);
        System.out.printf(
                Locale.ROOT,
                "%s, batch %d: estimated %.0f MiB, measured %.0f MiB, ratio %.2f%n",
                network.name(),
                batch,
                estimate,
                after - before,
                estimate / (after - before));
    }

    /** TensorFlow's own code, threads and compiled Java are not part of a network's memory. */
    private static void warmUp() {
        Network small = new CifarResNet20Network();
        try (TrainableNetwork trainable =
                TrainableNetwork.open(small, small.input(), Device.choose(Device.Preference.CPU), 1)) {
            trainable.step(new Batch(1, new byte[small.input().values()], new int[1]), 0.01f);
        }
    }

    private static double estimate(Network network, int batch) throws IOException {
        try (InputStream in = network.layerTable()) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = Pattern.compile("\"trainingBytes\": \\{\"fixed\": (\\d+), \"perImage\": (\\d+)}")
                    .matcher(table);
            if (!matcher.find()) {
                throw new IllegalStateException("no estimate in the layer table of " + network.name());
            }
            long bytes = Long.parseLong(matcher.group(1)) + batch * Long.parseLong(matcher.group(2));
            return bytes / 1024.0 / 1024.0;
        }
    }
}
