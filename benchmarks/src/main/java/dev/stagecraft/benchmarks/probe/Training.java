package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;

/** Our training steps. */
public final class Training {
    private static final float RATE = 0.001f;

    private Training() {}

    /**
     * Takes the class of a network, images of a step, steps that are not counted, steps, a precision, and a device. It prints
     * {@code loss}, of the last step, besides the usual figures.
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Network network = Synthetic.network(args[0]);
        int images = Integer.parseInt(args[1]);
        TrainingOptions options = TrainingOptions.builder()
                .batchSize(images)
                .learningRate(RATE)
                .optimizer(new Sgd(Synthetic.MOMENTUM, false, 0))
                .precision(Precision.valueOf(args[4]))
                .build();
        Batch batch = new Batch(
                images,
                Synthetic.bytes(images * network.input().values()),
                Synthetic.labels(images, network.classes()));
        double[] loss = {0};
        Figures.print("parameters", (double)
                LayerTable.of(network).orElseThrow().parameters().trainable());
        Device device = Device.choose(Device.Preference.valueOf(args[5]));
        try (TrainableNetwork trainable = TrainableNetwork.open(network, network.input(), device, options)) {
            Stopwatch.measure(
                    images,
                    Integer.parseInt(args[2]),
                    Integer.parseInt(args[3]),
                    () -> loss[0] = trainable.step(batch, RATE).loss());
            Figures.print("loss", loss[0]);
        }
    }
}
