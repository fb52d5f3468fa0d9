package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose training drops at random goes on after a stop with what an unbroken run would have dropped. */
class ResumeAtRandomTest {
    private static final Network NETWORK = new SmallFamily_RandomNetwork();
    private static final DataSet DATA = Shapes.draw(1, 96, 16);

    @TempDir
    private Path folder;

    @Test
    void goesOnWithTheSameDrops() {
        String unbroken;
        try (TrainableNetwork network = open()) {
            train(network, 0, 6);
            unbroken = network.weightsSha256();
        }
        try (TrainableNetwork network = open()) {
            train(network, 0, 3);
            network.save(folder, DATA, TrainingOptions.of(NETWORK.training(), 1), new Progress(3, 0, 3, 0, 0, 0, 0));
        }
        try (TrainableNetwork network = open()) {
            network.restore(folder);
            train(network, 3, 6);
            assertEquals(unbroken, network.weightsSha256());
        }
        try (TrainableNetwork network = open()) {
            // The same steps from a state that is said to be another step's: only what is dropped differs.
            train(network, 0, 3);
            network.save(folder, DATA, TrainingOptions.of(NETWORK.training(), 1), new Progress(4, 0, 4, 0, 0, 0, 0));
            network.restore(folder);
            train(network, 3, 6);
            assertNotEquals(unbroken, network.weightsSha256());
        }
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(NETWORK, DATA.train().shape(), Device.choose(Device.Preference.CPU), 1);
    }

    private static void train(TrainableNetwork network, int from, int to) {
        List<Batch> batches = new ArrayList<>();
        new Batches(DATA.train(), EpochOrder.inSequence(DATA.train().size()), 16).forEach(batches::add);
        batches.subList(from, to).forEach(batch -> network.step(batch, 0.05f));
    }
}
