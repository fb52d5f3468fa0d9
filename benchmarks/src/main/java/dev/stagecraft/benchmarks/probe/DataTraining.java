package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Iterator;

/** Our training steps with all that is done to their images: they are read, augmented, resized and fed, or kept on the device. */
public final class DataTraining {
    private static final float RATE = 0.001f;
    private static final int SIDE = 28;
    private static final double SHIFT = 0.1;

    private DataTraining() {}

    /**
     * Takes the class of a network with one channel, images of a step, steps that are not counted, steps, a precision, a device,
     * an engine, and whether the device keeps the images.
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Network network = Synthetic.network(args[0]);
        int images = Integer.parseInt(args[1]);
        int warmUp = Integer.parseInt(args[2]);
        int steps = Integer.parseInt(args[3]);
        TrainingOptions options = TrainingOptions.builder()
                .batchSize(images)
                .learningRate(RATE)
                .optimizer(new Sgd(Synthetic.MOMENTUM, false, 0))
                .augmentation(new Shift(SHIFT), new HorizontalFlip())
                .precision(Precision.valueOf(args[4]))
                .engine(Engine.valueOf(args[6]))
                .imagesOnDevice(Boolean.parseBoolean(args[7]))
                .build();
        LabeledImages drawn = Drawn.of(images * (warmUp + steps), network.classes());
        DataSet data = new DataSet("drawn", drawn, drawn.first(0));
        Preparation fed = new Preparation(network.preprocessing(), options.feed(data), 1, 1);
        Batches batches = new Batches(
                data.train(),
                EpochOrder.shuffled(drawn.size(), 1, 1),
                images,
                options.imagesOnDevice() ? fed.keeping() : fed);
        Device device = Device.choose(Device.Preference.valueOf(args[5]));
        double[] loss = {0};
        try (TrainableNetwork trainable = TrainableNetwork.open(network, data, device, options);
                ReadAhead ahead = new ReadAhead(batches, 0, 0)) {
            Iterator<Batch> next = ahead;
            Stopwatch.measure(
                    images,
                    warmUp,
                    steps,
                    () -> loss[0] = trainable.step(next.next(), RATE).loss());
            Figures.print("loss", loss[0]);
        }
    }

    /** Images of 28×28 pixels. */
    private record Drawn(int size, int classes, ImageShape shape, ByteBuffer pixels, IntBuffer labels)
            implements LabeledImages {
        static Drawn of(int size, int classes) {
            ImageShape shape = new ImageShape(SIDE, SIDE, 1);
            return new Drawn(
                    size,
                    classes,
                    shape,
                    ByteBuffer.wrap(Synthetic.bytes(Math.multiplyExact(size, shape.values()))),
                    IntBuffer.wrap(Synthetic.labels(size, classes)));
        }

        @Override
        public boolean severalThreads() {
            return true;
        }

        @Override
        public int label(int index) {
            return labels.get(index);
        }

        @Override
        public void read(int index, ByteBuffer target) {
            target.put(pixels.duplicate().position(index * shape.values()).limit((index + 1) * shape.values()));
        }
    }
}
