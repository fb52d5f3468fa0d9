package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network knows how far it is, however it came there: what is dropped at random follows from that. */
class ProgressTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(1, 64, 0.05, 1);

    @TempDir
    private Path folder;

    private static final class Dropping extends TinyNetwork {
        Dropping() {
            super(4);
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            return net.dropout("dropout", super.logits(net, images), 0.5f);
        }
    }

    @Test
    void stepAfterARunDrawsTheSameHoweverTheNetworkCameThere() {
        String whole;
        try (TrainableNetwork network = open()) {
            Progress done = new Trainer(network, DATA, OPTIONS).train().progress();
            assertEquals(done, network.progress());
            assertEquals(4, done.step());
            network.save(folder, DATA, OPTIONS, done);
            whole = afterStep(network);
            assertEquals(5, network.progress().step());
        }
        try (TrainableNetwork network = open()) {
            network.restore(folder);
            assertEquals(whole, afterStep(network), "restored");
        }
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            assertTrue(network.resume(run, Optional.empty(), DATA, OPTIONS).isPresent());
            assertEquals(whole, afterStep(network), "resumed");
        }
        try (TrainableNetwork network = open()) {
            network.restore(folder);
            network.setProgress(Progress.START);
            assertNotEquals(whole, afterStep(network), "numbers of another step");
        }
    }

    @Test
    void stepsByHandAreCountedAndSummedUp() {
        try (TrainableNetwork network = open()) {
            assertEquals(Progress.START, network.progress());
            afterStep(network);
            afterStep(network);
            Progress found = network.progress();
            assertEquals(2, found.step());
            assertEquals(2, found.batches());
            assertEquals(0, found.epochs());
            assertEquals(32, found.images());
        }
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(new Dropping(), DATA.train().shape(), CPU, OPTIONS);
    }

    private static String afterStep(TrainableNetwork network) {
        byte[] images = new byte[16 * DATA.train().shape().values()];
        Arrays.fill(images, (byte) 77);
        int[] labels = new int[16];
        network.step(new Batch(16, images, labels), 0.1f);
        return network.weightsSha256();
    }
}
