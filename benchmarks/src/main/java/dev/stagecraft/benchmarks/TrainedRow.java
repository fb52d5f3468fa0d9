package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.probe.DataTraining;
import dev.stagecraft.benchmarks.probe.DjlTraining;
import dev.stagecraft.benchmarks.probe.Limit;
import dev.stagecraft.benchmarks.probe.Training;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import java.util.List;

/**
 * A network that is trained on synthetic images.
 *
 * @param row for {@code --rows}
 * @param network binary name of the generated class
 * @param peer name of the same network on the peer's side
 * @param batch images of a step
 * @param warmUp steps that are not counted, on both sides: more than two seconds in which our side moves its memory to huge
 *     pages
 * @param steps that are measured in a process
 */
record TrainedRow(String row, String network, String peer, int batch, int warmUp, int steps) {
    /** The programs that take turns. */
    static final String DJL = "DJL";

    static final String MXNET = "DJL with MXNet";

    private static final String SAMPLES = "dev.stagecraft.samples.";
    private static final int LIMIT_RUNS = 3;

    /** The rows that are compared with the peer. */
    static final List<TrainedRow> ALL = List.of(
            new TrainedRow("resnet18-96", "FashionResNet18Network", "RESNET_18_96", 128, 6, 6),
            new TrainedRow("resnet50-224", "zoo.ResNet50Network", "RESNET_50_224", 16, 4, 5),
            new TrainedRow("cifar20", "zoo.CifarResNet20Network", "CIFAR_20", 128, 60, 25));

    /** The name of our side. */
    static String ours(Precision precision) {
        return "ours, " + precision.word();
    }

    /** The name of the side that measures the limit. */
    static String limit(Precision precision) {
        return "limit, " + precision.word();
    }

    Side training(Precision precision) {
        return training(precision, warmUp, steps);
    }

    Side training(Precision precision, int notCounted, int counted) {
        return training(ours(precision), batch, notCounted, counted, precision, Device.Preference.CPU);
    }

    Side training(String name, int images, int notCounted, int counted, Precision precision, Device.Preference device) {
        return Side.ours(name, Training.class, SAMPLES + network, images, notCounted, counted, precision, device);
    }

    /** Steps with all that is done to images of 28×28 pixels before. */
    Side dataTraining(
            String name,
            int images,
            int notCounted,
            int counted,
            Precision precision,
            Device.Preference device,
            Engine engine,
            boolean kept) {
        return Side.ours(
                name,
                DataTraining.class,
                SAMPLES + network,
                images,
                notCounted,
                counted,
                precision,
                device,
                engine,
                kept);
    }

    Side peerTraining() {
        return peerTraining(warmUp, steps);
    }

    Side peerTraining(int notCounted, int counted) {
        return Side.peer(DJL, DjlTraining.class, "PyTorch", peer, batch, notCounted, counted);
    }

    Side mxnetTraining() {
        return Side.peer(MXNET, DjlTraining.class, "MXNet", peer, batch, warmUp, steps);
    }

    Side limitOf(Precision precision) {
        return Side.ours(limit(precision), Limit.class, SAMPLES + network, batch, LIMIT_RUNS, precision);
    }
}
