package dev.stagecraft.runtime.metric;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well the classes were recognized in an evaluation. An image is classified as the class of its largest logit; of
 * equal ones the first counts.
 *
 * @param classes a result for each class, in the order of their numbers
 * @param top5Accuracy share of the images whose class is among the five with the largest logits, 0 to 1; empty if there
 *     are fewer than six classes, because it would always be 1
 * @param confusion which classes were taken for which; empty if there are more than
 *     {@value ConfusionMatrix#MOST_CLASSES} classes
 */
public record ClassResults(
        List<ClassResult> classes, OptionalDouble top5Accuracy, Optional<ConfusionMatrix> confusion) {
    /** What files of metrics and {@code --keep-best} call {@link #top5Accuracy}. */
    public static final String TOP_5_ACCURACY = "top5Accuracy";

    /** The smallest number of classes for which {@link #top5Accuracy} is measured. */
    public static final int FEWEST_CLASSES_OF_TOP_5 = 6;

    /** Copies the list. */
    public ClassResults {
        classes = List.copyOf(classes);
    }

    /**
     * The mean F1 of the classes, 0 to 1, in which each class counts the same, however many images it has. Classes
     * without images that were never predicted do not count. NaN over no images.
     */
    public double macroF1() {
        return classes.stream()
                .filter(each -> each.images() + each.predicted() > 0)
                .mapToDouble(ClassResult::f1)
                .average()
                .orElse(Double.NaN);
    }
}
