package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Training from a folder of JPEG files, compared with reading alone and training alone. If reading at {@code d} pictures a
 * second and training at {@code t} simply shared the processors, both together would reach {@code 1 / (1/d + 1/t)}.
 */
@Command(
        name = "reading",
        description =
                "Trains from folders of generated JPEG files, and compares it with reading alone and training alone"
                        + " on all processors. Exits with 1 if training from a folder reaches less than 90 %% of 1/(1/d + 1/t),"
                        + " or waits for 3 %% of the time or more although reading is at least ten times as fast as"
                        + " training.",
        mixinStandardHelpOptions = true)
final class ReadingTable implements Callable<Integer> {
    private static final int CLASSES = 10;
    private static final int BATCH = 64;
    private static final double LEAST_SHARE = 0.9;
    private static final double MOST_WAITING = 0.03;
    private static final double NO_BOTTLENECK = 10;

    @Option(names = "--pictures", defaultValue = "1920", paramLabel = "N", description = "Pictures (default: 1920).")
    private int pictures;

    @Option(
            names = "--sides",
            split = ",",
            defaultValue = "32,100,400",
            paramLabel = "N",
            description = "Sides of the pictures, in pixels (default: 32,100,400).")
    private List<Integer> sides;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Measurements of each (default: 5).")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        System.out.println(
                "| side | reading alone (d) | training alone (t) | 1/(1/d + 1/t) | both | share | waiting |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        boolean good = true;
        for (int side : sides) {
            Path folder = Files.createTempDirectory("stagecraft-reading");
            try {
                DrawnJpegs.write(folder, pictures, CLASSES, side, side);
                good &= measure(folder, side);
            } finally {
                Folders.delete(folder);
            }
        }
        return good ? 0 : 1;
    }

    private boolean measure(Path folder, int side) {
        Network model = new CifarResNet20Network();
        DataSet data = new DataSets(Map.of())
                .open(
                        new DataPlace("folder", folder.toString()),
                        1,
                        Optional.of(new Wanted(model.input(), CLASSES)),
                        new Split(1, Optional.of(0.01), Optional.empty()),
                        Reading.DEFAULT.keeping(0),
                        notice -> {})
                .withFeed(Feed.PLAIN.augmented(new HorizontalFlip(), PadAndCrop.CIFAR));
        TrainingOptions options = TrainingOptions.of(model.training(), 1).withBatchSize(BATCH);
        double[] reading = new double[rounds];
        double[] training = new double[rounds];
        double[] both = new double[rounds];
        double[] shares = new double[rounds];
        double[] waiting = new double[rounds];
        try (TrainableNetwork network =
                TrainableNetwork.open(model, data, Device.choose(Device.Preference.CPU), options)) {
            for (int round = -1; round < rounds; round++) {
                List<Batch> batches = new ArrayList<>();
                double d = rate(data, () -> {
                    try (ReadAhead ahead = new ReadAhead(batches(data, model, options), 0, 0)) {
                        ahead.forEachRemaining(batches::add);
                    }
                });
                double t = rate(data, () -> batches.forEach(batch -> network.step(batch, 0.01f)));
                List<EpochResult> results = new ArrayList<>();
                TrainListener listener = new TrainListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                        results.add(result);
                    }
                };
                new Trainer(network, data, options.withEpochs(1), listener).train();
                if (round >= 0) {
                    reading[round] = d;
                    training[round] = t;
                    both[round] = results.get(0).imagesPerSecond();
                    shares[round] = both[round] * (1 / d + 1 / t);
                    waiting[round] = results.get(0).dataWaitShare();
                }
            }
        }
        double d = Medians.of(reading);
        double t = Medians.of(training);
        double share = Medians.of(shares);
        double wait = Medians.of(waiting);
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.0f | %.0f | %.2f | %.1f %% |%n",
                side,
                d,
                t,
                1 / (1 / d + 1 / t),
                Medians.of(both),
                share,
                100 * wait);
        return share >= LEAST_SHARE && (d < NO_BOTTLENECK * t || wait < MOST_WAITING);
    }

    private static Batches batches(DataSet data, Network model, TrainingOptions options) {
        int[] order = EpochOrder.shuffled(data.train().size(), 1, 1);
        Preparation preparation = new Preparation(model.preprocessing(), data.feed(), 1, 1);
        return new Batches(data.train(), order, options.batchSize(), preparation);
    }

    private static double rate(DataSet data, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return data.train().size() / ((System.nanoTime() - begin) / 1e9);
    }
}
