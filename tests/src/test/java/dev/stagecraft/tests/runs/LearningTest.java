package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.FashionMnist;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.samples.QuickstartResNet18Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One epoch over 6,000 real images in batches of 64 reaches what a broken network, which guesses one in ten, cannot; three
 * over the whole synthetic set learn it.
 */
class LearningTest {
    @Test
    void fashionMnist() {
        String folder = System.getProperty("stagecraft.fashionMnist", "");
        assumeTrue(!folder.isEmpty(), "stagecraft.fashionMnist names no folder, so nothing was trained on real images");
        DataSet whole = FashionMnist.open(Path.of(folder));
        DataSet part = new DataSet(
                whole.name(), whole.train().first(6_000), whole.test().first(2_000));
        EpochResult result = train(part, 1, 64);
        assertTrue(result.testAccuracy() >= 0.5, result.toString());
    }

    /** The synthetic set shows the whole way: what a linear classifier cannot learn, three epochs of the quickstart do. */
    @Test
    void syntheticShapesAreLearntPlainly() {
        TrainingDefaults declared = new QuickstartResNet18Network().training();
        EpochResult result = train(Shapes.draw(1), 3, declared.batchSize());
        assertTrue(result.testAccuracy() > 0.9, result.toString());
    }

    private static EpochResult train(DataSet data, int epochs, int batchSize) {
        List<EpochResult> results = new ArrayList<>();
        TrainListener keeper = new TrainListener() {
            @Override
            public void epochDone(EpochResult result) {
                results.add(result);
            }
        };
        Network model = new QuickstartResNet18Network();
        try (TrainableNetwork network =
                TrainableNetwork.open(model, data.train().shape(), Device.choose(Device.Preference.CPU), 1)) {
            new Trainer(
                            network,
                            data,
                            new TrainingOptions(
                                    epochs, batchSize, model.training().learningRate(), 1),
                            List.of(keeper),
                            () -> false)
                    .train();
        }
        return results.get(results.size() - 1);
    }
}
