package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.runtime.answer.ClassProbability;
import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.ClassifierOptions;
import dev.stagecraft.runtime.answer.Goal;
import dev.stagecraft.runtime.answer.PictureSource;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.setting.Precision;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our answers about pictures that have the network's size and are decoded. */
public final class Answering {
    private Answering() {}

    /** Takes a run of {@link AnswerFiles}, images of an answer, runs that are not counted, runs, callers, a precision, and a goal. */
    public static void main(String[] args) {
        int images = Integer.parseInt(args[1]);
        ClassifierOptions options = ClassifierOptions.DEFAULT
                .withDevice(Device.choose(Device.Preference.CPU))
                .withPrecision(Precision.valueOf(args[5]))
                .withGoal(Goal.valueOf(args[6]));
        try (Classifier classifier = Classifier.load(Path.of(args[0]), options)) {
            List<PictureSource> pictures = new ArrayList<>();
            for (BufferedImage image : images(classifier.size(), images)) {
                pictures.add(classifier.prepare(PictureSource.of(image)));
            }
            Callers.measure(
                    Integer.parseInt(args[4]),
                    images,
                    Integer.parseInt(args[2]),
                    Integer.parseInt(args[3]),
                    () -> classifier.classifyAll(pictures));
            ClassProbability best = classifier.classifyAll(pictures).get(0).best();
            Figures.print("best", best.index());
            Figures.print("probability", best.probability());
        }
    }

    private static List<BufferedImage> images(ImageShape shape, int count) {
        byte[] bytes = Synthetic.bytes(count * shape.values());
        List<BufferedImage> images = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < shape.height() * shape.width(); pixel++) {
                int color = (bytes[at++] & 0xff) << 16 | (bytes[at++] & 0xff) << 8 | (bytes[at++] & 0xff);
                image.setRGB(pixel % shape.width(), pixel / shape.width(), color);
            }
            images.add(image);
        }
        return images;
    }
}
