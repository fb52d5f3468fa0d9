package dev.stagecraft.samples;

import dev.stagecraft.runtime.answer.ClassProbability;
import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.PictureSource;
import dev.stagecraft.runtime.answer.Prediction;
import java.nio.file.Path;
import java.util.List;

/** Classifies pictures from Java, with the weights of a run. */
public final class ClassifyInCode {
    private ClassifyInCode() {}

    /** Takes the folder of a run or a checkpoint, and two pictures. */
    public static void main(String[] args) {
        try (Classifier classifier = Classifier.load(Path.of(args[0]))) {
            ClassProbability best = classifier.classify(Path.of(args[1])).best();
            System.out.println(best.name() + " " + best.probability());
        }
        try (Classifier classifier = Classifier.load(Path.of(args[0]))) {
            List<PictureSource> pictures =
                    List.of(PictureSource.of(Path.of(args[1])), PictureSource.of(Path.of(args[2])));
            for (Prediction each : classifier.classifyAll(pictures)) {
                System.out.println(each.top(3));
            }
            System.out.println(
                    similarity(classifier.features(Path.of(args[1])), classifier.features(Path.of(args[2]))));
        }
    }

    /** The cosine of the angle between two vectors. */
    private static double similarity(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }
}
