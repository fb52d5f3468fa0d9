package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Answers for {@link Goal#THROUGHPUT}. It prints a line of probabilities for each picture of one call, for each that a thread
 * of its own asks about, and what a call for another number of threads is told.
 */
final class ThroughputProbe {
    private ThroughputProbe() {}

    public static void main(String[] arguments) throws Exception {
        ClassifierOptions options = ClassifierOptions.DEFAULT.withGoal(Goal.THROUGHPUT);
        int asked = Integer.parseInt(arguments[1]);
        try (Classifier classifier = Classifier.load(Path.of(arguments[0]), new TinyNetwork(4), options)) {
            List<PictureSource> pictures = new ArrayList<>();
            for (int i = 0; i < asked; i++) {
                pictures.add(PictureSource.of(ClassifierTest.image(i)));
            }
            classifier.classifyAll(pictures).forEach(ThroughputProbe::print);
            ExecutorService threads = Executors.newFixedThreadPool(asked);
            List<Future<Prediction>> answers = new ArrayList<>();
            for (PictureSource each : pictures) {
                answers.add(threads.submit(() -> classifier.classify(each)));
            }
            for (Future<Prediction> each : answers) {
                print(each.get());
            }
            threads.shutdown();
        }
        try {
            Device.choose(Device.Preference.CPU, 2);
        } catch (BadInputException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void print(Prediction prediction) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < prediction.classes().size(); i++) {
            ClassProbability each = prediction.classes().get(i);
            line.append(each.index()).append(' ').append(each.probability()).append(' ');
        }
        System.out.println(line.toString().strip());
    }
}
