package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.DataFingerprint;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.PictureRecords;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.SilentTransfer;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on pictures in files: when the files are hashed, and what is known of them when a run is resumed. */
class PictureRunTest {
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 4, 0.05, 1);
    private static final CheckpointPolicy EACH_STEP = new CheckpointPolicy(1, 1, Duration.ZERO, 100, Optional.empty());

    @TempDir
    private Path folder;

    private final TinyNetwork network = new TinyNetwork(4) {
        @Override
        public int classes() {
            return 2;
        }
    };

    @BeforeEach
    void writePictures() throws IOException {
        for (int i = 0; i < 20; i++) {
            BufferedImage image = new BufferedImage(9 + i, 12, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(i % 9, i % 12, 0, 255);
            Path file = folder.resolve("set/" + (i % 2 == 0 ? "even/" : "odd/") + i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
    }

    private DataSet open(Reading reading) {
        Wanted wanted = new Wanted(network.input(), 2);
        return new DataSets(Map.of())
                .open(
                        DataPlace.parse("folder:" + folder.resolve("set")),
                        1,
                        Optional.of(wanted),
                        Split.DEFAULT,
                        reading,
                        new SilentTransfer());
    }

    private DataSet streamed() {
        return open(Reading.DEFAULT.keeping(0));
    }

    private Path run() {
        return folder.resolve("run");
    }

    private static Path file(DataSet data, Path folder, int index) {
        return folder.resolve("set").resolve(data.train().key(index));
    }

    private Outcome train(DataSet data, CheckpointPolicy policy, TrainListener... more) {
        try (TrainableNetwork opened = TrainableNetwork.open(network, data, CPU, OPTIONS);
                RunFolder place = RunFolder.open(run())) {
            Progress from = opened.resume(place, Optional.empty(), data, OPTIONS)
                    .map(resumed -> resumed.progress())
                    .orElse(Progress.START);
            List<TrainListener> all = new ArrayList<>(Arrays.asList(more));
            all.add(new CheckpointListener(opened, place, policy, data, OPTIONS, from));
            return new Trainer(opened, data, OPTIONS, all, () -> false).train(from);
        }
    }

    private String savedHash(String checkpoint) {
        Map<String, String> settings = Objects.requireNonNull(
                ManifestFile.read(run().resolve(checkpoint)).run().settings());
        return settings.get(RunMetadata.TRAIN_IMAGES);
    }

    private static TrainListener at(long step, Runnable work) {
        return new TrainListener() {
            @Override
            public void stepDone(StepResult done) {
                if (done.progress().step() == step) {
                    work.run();
                }
            }
        };
    }

    /** The last save comes when all files are gone: none is read for it. */
    @Test
    void filesAreHashedWhileTheFirstEpochReadsThem() throws IOException {
        CheckpointPolicy end = new CheckpointPolicy(0, 0, Duration.ZERO, 3, Optional.empty());
        String hash = DataFingerprint.of(open(Reading.DEFAULT).train());
        DataSet data = open(Reading.DEFAULT);
        Path hashes = run().resolve(PictureRecords.FILE);
        train(
                data,
                end,
                at(1, () -> assertFalse(Files.exists(hashes), "nothing was hashed before the first step")),
                at(5, () -> DurableFiles.deleteTree(folder.resolve("set"))));
        assertTrue(savedHash("checkpoint-8").contains("SHA-256 " + hash), savedHash("checkpoint-8"));
    }

    @Test
    void whatTheFirstEpochHasNotReadYetIsHashedWhenItIsSaved() {
        String hash = DataFingerprint.of(open(Reading.DEFAULT).train());
        train(streamed(), EACH_STEP);
        for (String checkpoint : List.of("checkpoint-1", "checkpoint-4", "checkpoint-8")) {
            assertTrue(savedHash(checkpoint).contains("SHA-256 " + hash), savedHash(checkpoint));
        }
    }

    @Test
    void resumingHashesOnlyWhatChangedInSizeOrTime() throws IOException {
        DataSet data = streamed();
        stopAfterTheFirstEpoch(data);
        List<String> rows = Files.readAllLines(run().resolve(PictureRecords.FILE));
        assertEquals("path,bytes,modified,sha256", rows.get(0));
        assertEquals(21, rows.size());

        // Neither size nor time tells that another picture is there, so only reading it does.
        Path one = file(data, folder, 0);
        byte[] bytes = Files.readAllBytes(one);
        FileTime time = Files.getLastModifiedTime(one);
        bytes[bytes.length - 1] ^= 1;
        Files.write(one, bytes);
        Files.setLastModifiedTime(one, time);
        BadInputException error = assertThrows(BadInputException.class, () -> train(streamed(), EACH_STEP));
        assertTrue(error.getMessage().startsWith(one + " was changed since the run read it first"), error.getMessage());

        Files.setLastModifiedTime(one, FileTime.fromMillis(time.toMillis() + 5000));
        error = assertThrows(BadInputException.class, () -> train(streamed(), EACH_STEP));
        assertTrue(error.getMessage().contains("training images was "), error.getMessage());

        bytes[bytes.length - 1] ^= 1;
        Files.write(one, bytes);
        assertEquals(8, train(streamed(), EACH_STEP).steps());
    }

    private void stopAfterTheFirstEpoch(DataSet data) {
        RuntimeException stop = new BadInputException("enough");
        assertThrows(
                BadInputException.class,
                () -> train(data, EACH_STEP, at(5, () -> {
                    throw stop;
                })));
    }

    @Test
    void hashesThatNobodyWroteAreIgnored() throws IOException {
        stopAfterTheFirstEpoch(streamed());
        Path hashes = run().resolve(PictureRecords.FILE);
        String right = Files.readString(hashes);
        List<String> wrong = List.of(
                "",
                "path\n",
                right.replace("sha256", "hash"),
                right.replaceAll("[0-9a-f]{64}", "x"),
                right.replaceAll(",[0-9]+,", ",-1,"),
                right.replaceFirst("even", "\"even"),
                right + "\"",
                right.replace("even/", "../"),
                right.substring(0, right.length() - 30));
        for (String text : wrong) {
            Files.writeString(hashes, text);
            try (TrainableNetwork opened = TrainableNetwork.open(network, new ImageShape(8, 8, 1), CPU, OPTIONS);
                    RunFolder place = RunFolder.open(run())) {
                assertTrue(opened.resume(place, Optional.empty(), streamed(), OPTIONS)
                        .isPresent());
            }
        }
        Files.delete(hashes);
        Files.createSymbolicLink(hashes, folder.resolve("elsewhere"));
        assertEquals(8, train(streamed(), EACH_STEP).steps());
        assertFalse(Files.isSymbolicLink(hashes));
        assertEquals(right, Files.readString(hashes));
    }

    @Test
    void pictureThatIsDamagedUnderWayEndsTheRunWhenItIsSaved() throws IOException {
        DataSet data = streamed();
        List<Path> damaged = new ArrayList<>();
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> train(data, new CheckpointPolicy(0, 0, Duration.ZERO, 3, Optional.empty()), at(4, () -> {
                    for (int i = 0; i < data.train().size(); i++) {
                        Path one = file(data, folder, i);
                        damaged.add(one);
                        try {
                            Files.write(one, new byte[100]);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                })));
        assertTrue(
                damaged.stream().anyMatch(each -> error.getMessage().startsWith(each + " was changed")),
                error.getMessage());
        assertTrue(
                RunFolder.checkpoints(run()).stream().anyMatch(kept -> kept.step() >= 4),
                RunFolder.checkpoints(run()).toString());
    }

    /** What is kept decoded and what is read each time give the same weights. */
    @Test
    void keepingDecodedPicturesChangesNoResult() {
        assertEquals(weights(open(Reading.DEFAULT)), weights(streamed()));
    }

    private String weights(DataSet data) {
        try (TrainableNetwork opened = TrainableNetwork.open(network, data, CPU, OPTIONS)) {
            new Trainer(opened, data, OPTIONS).train();
            return opened.weightsSha256();
        }
    }

    @Test
    void timeThatStepsWaitForDataIsMeasured() {
        List<Double> shares = new ArrayList<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void epochDone(EpochResult result) {
                shares.add(result.dataWaitShare());
            }
        };
        DataSet data = Shapes.draw(1, 64, 10);
        TrainingOptions options = OPTIONS.withBatchSize(16);
        for (int millis : new int[] {0, 20}) {
            DataSet slow = data.withTrain(new OtherImages(data.train(), (index, target) -> {
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                data.train().read(index, target);
            }));
            try (TrainableNetwork opened = TrainableNetwork.open(new TinyNetwork(4), slow, CPU, options)) {
                new Trainer(opened, slow, options, listener).train();
            }
        }
        assertEquals(4, shares.size());
        shares.forEach(share -> assertTrue(share >= 0 && share <= 1, shares.toString()));
        assertTrue(shares.get(1) < shares.get(3), shares.toString());
        // One thread reads 64 images in 1.3 seconds, and four steps take some milliseconds.
        assertTrue(shares.get(3) > 0.7, shares.toString());
    }
}
