package dev.stagecraft.export;

import dev.stagecraft.runtime.answer.LogitsSession;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.util.Random;

/**
 * A network after a few steps, so that no variable has its first value, and its own answers.
 *
 * @param network as it is exported
 * @param checkpoint that it was loaded from
 */
public record Trained(TrainedNetwork network, Path checkpoint) {
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(1, 8, 0.05, 1);

    /** Trains on 32 drawn shapes. */
    public static Trained of(Network network, Path folder) {
        DataSet data = Shapes.draw(1, 32, 8, network.input().channels(), network.classes());
        try (TrainableNetwork trainable = TrainableNetwork.open(network, data, CPU, OPTIONS)) {
            new Trainer(trainable, data, OPTIONS).train();
            Path checkpoint = trainable.save(folder, data, OPTIONS, new Progress(4, 1, 0, 0, 0, 0, 0));
            return new Trained(TrainedNetwork.load(checkpoint, network), checkpoint);
        }
    }

    /** Drawn pixels; both halves of each byte's range occur. */
    public static byte[] pixels(ImageShape shape, int count, long seed) {
        byte[] pixels = new byte[shape.values() * count];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }

    /** Our own logits for images of one size. */
    public float[] logits(byte[] images, ImageShape shape, int count) {
        try (LogitsSession session = network.open()) {
            return session.logits(images, shape, count);
        }
    }

    /** The same from the restored network, whose graph it was frozen from. */
    public float[] restoredLogits(byte[] images, ImageShape shape, int count) {
        try (TrainableNetwork restored = TrainableNetwork.open(network.network(), shape, CPU, 7)) {
            restored.restore(checkpoint);
            try (ServingNetwork serving = restored.serving()) {
                return serving.logits(images, count);
            }
        }
    }
}
