package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.ClassifierOptions;
import dev.stagecraft.runtime.answer.RejectedPictureException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.RandomResizedCrop;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Steps, answers, or whole lives of a network, in a process whose Java heap is all in memory from the start: what it grows by is
 * native. It prints the resident memory in KiB after warming up, half way to the end and in the end.
 */
final class MemoryProbe {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(1, 100, 0.05, 1).withOptimizer(Adam.DEFAULT, 1e-4);

    private MemoryProbe() {}

    /** Takes what to repeat, how often before measuring, and how often then. */
    public static void main(String[] args) throws IOException {
        int warmUp = Integer.parseInt(args[1]);
        int then = Integer.parseInt(args[2]);
        if (args[0].equals("steps")) {
            Batch batch = new Batches(DATA.train(), EpochOrder.inSequence(100), 100)
                    .iterator()
                    .next();
            try (TrainableNetwork network = open()) {
                repeat(warmUp, then, () -> network.step(batch, 1e-4f));
            }
        } else if (args[0].equals("kept")) {
            stepWithKeptImages(warmUp, then);
        } else if (args[0].equals("answers")) {
            answer(warmUp, then);
        } else {
            repeat(warmUp, then, () -> {
                try (TrainableNetwork network = open()) {
                    new Trainer(network, DATA, OPTIONS).train();
                }
            });
        }
        // TensorFlow's threads do not keep a process, but what they do at its end is not what is measured.
        Runtime.getRuntime().halt(0);
    }

    /** Each step draws and feeds anew. */
    private static void stepWithKeptImages(int warmUp, int then) throws IOException {
        TrainingOptions options = OPTIONS.withImagesOnDevice(true).withAugmentation(RandomResizedCrop.DEFAULT);
        TinyNetwork tiny = new TinyNetwork(4);
        Preparation preparation = options.preparation(DATA, tiny.preprocessing(), 1);
        Batches batches = new Batches(DATA.train(), EpochOrder.inSequence(100), 100, preparation);
        try (TrainableNetwork network =
                TrainableNetwork.open(tiny, DATA, Device.choose(Device.Preference.CPU), options)) {
            repeat(warmUp, then, () -> network.step(batches.iterator().next(), 1e-4f));
        }
    }

    /** Pictures that are decoded, one of them in vain. */
    private static void answer(int warmUp, int then) throws IOException {
        Path run = Files.createTempDirectory("answers");
        try (TrainableNetwork network = open()) {
            network.save(run, DATA, OPTIONS, new Progress(1, 0, 1, 0, 0, 0, 0));
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        byte[] whole = png.toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        ClassifierOptions options = ClassifierOptions.DEFAULT.withDevice(Device.choose(Device.Preference.CPU));
        try (Classifier classifier = Classifier.load(run, new TinyNetwork(4), options)) {
            DurableFiles.deleteTree(run);
            repeat(warmUp, then, () -> {
                classifier.classify(whole);
                try {
                    classifier.classify(cut);
                } catch (RejectedPictureException e) {
                    return;
                }
                throw new AssertionError("half a picture was read");
            });
        }
    }

    private static void repeat(int warmUp, int then, Runnable work) throws IOException {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        System.gc();
        System.out.println(residentKibibytes());
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < then / 2; i++) {
                work.run();
            }
            System.gc();
            System.out.println(residentKibibytes());
        }
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), OPTIONS);
    }

    private static long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
