package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.io.ClassNames;
import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Counts how the images of an evaluation are classified, in one pass over the logits. */
final class ClassCounts {
    private static final int TOP = 5;

    private final int classes;
    private final long[] images;
    private final long[] predicted;
    private final long[] correct;
    private final Optional<int[][]> confusion;
    private long all;
    private long amongTop;

    ClassCounts(int classes) {
        this.classes = classes;
        images = new long[classes];
        predicted = new long[classes];
        correct = new long[classes];
        confusion = classes <= ConfusionMatrix.MOST_CLASSES ? Optional.of(new int[classes][classes]) : Optional.empty();
    }

    /**
     * Counts a batch.
     *
     * @param logits image after image, {@code [batch][classes]}
     */
    void add(float[] logits, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            add(logits, i * classes, labels[i]);
        }
    }

    private void add(float[] logits, int from, int label) {
        int best = largest(logits, from);
        all++;
        amongTop += isAmongTop(logits, from, label) ? 1 : 0;
        images[label]++;
        predicted[best]++;
        correct[label] += best == label ? 1 : 0;
        if (confusion.isPresent()) {
            confusion.get()[label][best]++;
        }
    }

    /** Of equal logits the first. */
    private int largest(float[] logits, int from) {
        int best = 0;
        float value = logits[from];
        for (int j = 1; j < classes; j++) {
            if (logits[from + j] > value) {
                best = j;
                value = logits[from + j];
            }
        }
        return best;
    }

    /** Whether fewer than five logits come before that of the label; one that is not a number comes last. */
    private boolean isAmongTop(float[] logits, int from, int label) {
        float own = logits[from + label];
        int before = Float.isNaN(own) ? TOP : 0;
        for (int j = 0; j < label && before < TOP; j++) {
            before += logits[from + j] >= own ? 1 : 0;
        }
        for (int j = label + 1; j < classes && before < TOP; j++) {
            before += logits[from + j] > own ? 1 : 0;
        }
        return before < TOP;
    }

    /**
     * The results so far.
     *
     * @param names of the classes; empty if they have none
     */
    ClassResults results(List<String> names) {
        List<String> named = ClassNames.orNumbers(names, classes);
        List<ClassResult> each = IntStream.range(0, classes)
                .mapToObj(label ->
                        new ClassResult(label, named.get(label), images[label], predicted[label], correct[label]))
                .toList();
        OptionalDouble top = classes >= ClassResults.FEWEST_CLASSES_OF_TOP_5 && all > 0
                ? OptionalDouble.of((double) amongTop / all)
                : OptionalDouble.empty();
        return new ClassResults(each, top, confusion.map(ConfusionMatrix::new));
    }
}
