package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.export.Comparison;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.FashionMnist;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.Bfloat16;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One epoch over 3,000 real images in batches of 64 reaches what a broken network, which guesses one in ten, cannot; at
 * most three over the whole synthetic set learn it.
 */
class LearningTest {
    private static final double ENOUGH = 0.9;

    @TempDir
    private Path folder;

    @Test
    void fashionMnist() {
        String place = System.getProperty("stagecraft.fashionMnist", "");
        assumeTrue(!place.isEmpty(), "stagecraft.fashionMnist names no folder, so nothing was trained on real images");
        DataSet whole = FashionMnist.open(Path.of(place));
        DataSet part = new DataSet(
                whole.name(), whole.train().first(3_000), whole.test().first(2_000));
        EpochResult result = train(part, 1, 64, 1, network -> {});
        assertTrue(result.testAccuracy() >= 0.5, result.toString());
    }

    /**
     * The synthetic set shows the whole way: what a linear classifier cannot learn, three epochs of the quickstart do, or
     * fewer. What they learn is answered in bfloat16 as in float32.
     */
    @Test
    void syntheticShapesAreLearntPlainly() {
        TrainingDefaults declared = new QuickstartResNet18Network().training();
        DataSet shapes = Shapes.draw(1);
        Path run = folder.resolve("shapes");
        EpochResult result =
                train(shapes, 3, declared.batchSize(), ENOUGH, network -> network.save(run, shapes.classNames()));
        assertTrue(result.testAccuracy() > ENOUGH, result.toString());
        if (!Bfloat16.isInCpu()) {
            System.out.println(
                    "NOTICE: this processor has no bfloat16; answers of a trained network in bfloat16 are not"
                            + " compared.");
            return;
        }
        Comparison rounded = Comparison.ofBfloat16(
                        TrainedNetwork.load(run, new QuickstartResNet18Network()),
                        shapes.test(),
                        256,
                        () -> false,
                        seen -> {})
                .orElseThrow();
        assertTrue(rounded.largestDifference() > 0, rounded.toString());
        assertTrue(rounded.topAnswerShare() >= 0.995, rounded.toString());
    }

    /** The last epoch, which is the first whose test accuracy is above {@code enough} if one is. */
    private static EpochResult train(
            DataSet data, int epochs, int batchSize, double enough, Consumer<? super TrainableNetwork> trained) {
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
                            () -> results.stream().anyMatch(result -> result.testAccuracy() > enough))
                    .train();
            trained.accept(network);
        }
        return results.get(results.size() - 1);
    }
}
