package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;

/** Adds up how two sets of logits differ. */
final class Tally {
    private final int classes;
    private int images;
    private int equal;
    private double difference;
    private double largest;

    Tally(int classes) {
        this.classes = classes;
    }

    void add(float[] ours, float[] theirs) {
        if (ours.length != theirs.length) {
            throw new BadInputException("the export gives " + theirs.length + " logits, but the network gives "
                    + ours.length + " for the same images; export it again");
        }
        for (int i = 0; i < ours.length; i++) {
            // Both keep what is no number.
            difference = Math.max(difference, Math.abs((double) ours[i] - theirs[i]));
            largest = Math.max(largest, Math.abs((double) ours[i]));
        }
        for (int from = 0; from < ours.length; from += classes) {
            images++;
            equal += top(ours, from) == top(theirs, from) ? 1 : 0;
        }
    }

    private int top(float[] logits, int from) {
        int top = from;
        for (int i = from + 1; i < from + classes; i++) {
            if (logits[i] > logits[top]) {
                top = i;
            }
        }
        return top;
    }

    Comparison result() {
        return new Comparison(images, difference, largest, equal);
    }
}
