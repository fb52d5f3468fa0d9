package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.step.Normalization;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that normalize one value per channel. */
class SingleValuesTest {
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final DataSet DATA = Shapes.draw(1, 65, 20);
    private static final SingleValues ONE = new SingleValues(new Normalization("stage4/block1/norm1", 1, 1));

    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 1, false", "1, 2, false", "-1, -1, false", "1, -1, false", "4, 4, false"})
    void onlyOnePixelCounts(long height, long width, boolean found) {
        assertEquals(
                found,
                SingleValues.of(List.of(new Normalization("stem/norm", 14, 14), new Normalization("n", height, width)))
                        .isPresent());
    }

    @ParameterizedTest
    @CsvSource({"65, 1, true", "1, 64, true", "65, 2, false", "65, 64, false", "2, 1, true", "2, 256, false"})
    void runOfSuchStepsIsRefused(int images, int batchSize, boolean refused) {
        if (refused) {
            BadInputException error = assertThrows(BadInputException.class, () -> ONE.requireRun(images, batchSize));
            assertTrue(
                    error.getMessage().startsWith("stage4/block1/norm1 sees 1×1 pixels of 1 image, where "),
                    error.getMessage());
        } else {
            ONE.requireRun(images, batchSize);
        }
    }

    /** The batch size that is advised leaves no single image over. */
    @ParameterizedTest
    @CsvSource({"65, 64, 63", "257, 256, 255", "3, 2, 3", "61, 2, 7", "61, 3, 7", "64, 64, 0", "66, 64, 0", "64, 1, 0"})
    void lastStepOfAnEpochIsAnnouncedWithABatchSizeThatAvoidsIt(int images, int batchSize, int advised) {
        Optional<String> notice = ONE.notice(images, batchSize);
        assertEquals(advised > 0, notice.isPresent());
        notice.ifPresent(text -> {
            assertTrue(
                    text.startsWith("the last step of each epoch has 1 image of " + images
                            + ", and stage4/block1/norm1 sees 1×1 pixels of 1 image"),
                    text);
            assertTrue(text.endsWith("a batch size of " + advised + " avoids it"), text);
            assertTrue(images % advised != 1);
        });
    }

    @Test
    void networkOfOnePixelIsNotTrainedOnBatchesOfOne() {
        TrainingOptions options = new TrainingOptions(2, 1, 0.05, 1);
        try (TrainableNetwork network = open(new OnePixel(), options)) {
            String before = network.weightsSha256();
            int values = DATA.train().shape().values();
            for (Runnable run : List.<Runnable>of(
                    () -> new Trainer(network, DATA, options).train(),
                    () -> new Trainer(
                                    network,
                                    new DataSet("one", DATA.train().first(1), DATA.test()),
                                    new TrainingOptions(1, 64, 0.05, 1))
                            .train(),
                    () -> network.step(new Batch(1, new byte[values], new int[1]), 0.05f))) {
                BadInputException error = assertThrows(BadInputException.class, run::run);
                assertTrue(error.getMessage().startsWith("stem/norm sees 1×1 pixels of 1 image"), error.getMessage());
            }
            assertEquals(before, network.weightsSha256());
            network.step(new Batch(2, new byte[2 * values], new int[2]), 0.05f);
            assertEquals(20, network.evaluate(DATA.test(), 1).images(), "moving statistics are as good for one image");
        }
    }

    @Test
    void lastStepIsAnnouncedOnceAndDone() {
        TrainingOptions options = new TrainingOptions(2, 64, 0.05, 1);
        List<String> notices = new ArrayList<>();
        TrainListener listener = new TrainListener() {
            @Override
            public boolean notice(String text) {
                return notices.add(text);
            }
        };
        try (TrainableNetwork network = open(new OnePixel(), options)) {
            assertEquals(
                    4, new Trainer(network, DATA, options, listener).train().steps());
        }
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).endsWith("a batch size of 63 avoids it"), notices.get(0));
    }

    @Test
    void severalPixelsOfOneImageAreEnough() {
        TrainingOptions options = new TrainingOptions(1, 1, 0.05, 1);
        try (TrainableNetwork network = open(new TinyNetwork(4), options)) {
            assertEquals(65, new Trainer(network, DATA, options).train().steps());
        }
    }

    private static TrainableNetwork open(TinyNetwork network, TrainingOptions options) {
        return TrainableNetwork.open(network, DATA.train().shape(), CPU, options);
    }

    private static final class OnePixel extends TinyNetwork {
        OnePixel() {
            super(4);
        }

        @Override
        public ImageShape input() {
            return new ImageShape(1, 1, 1);
        }
    }
}
