package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;

/** Whether labels are classes, and where they are not, what they seem to be. */
final class LabelRange {
    private static final int UNKNOWN = 255;

    private LabelRange() {}

    /**
     * Checks labels against the number of classes.
     *
     * @throws BadInputException if one is out of range; the first is named
     */
    static void require(String name, byte[] labels, int classes) {
        int first = -1;
        int least = Integer.MAX_VALUE;
        int most = 0;
        int unknown = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i] & 0xFF;
            if (label >= classes && first < 0) {
                first = i;
            }
            if (label == UNKNOWN) {
                unknown++;
            } else {
                least = Math.min(least, label);
                most = Math.max(most, label);
            }
        }
        if (first >= 0) {
            throw new BadInputException(name + ": label " + first + " is " + (labels[first] & 0xFF)
                    + "; it must be 0 to " + (classes - 1) + "; " + advice(least, most, unknown, classes));
        }
    }

    private static String advice(int least, int most, int unknown, int classes) {
        if (unknown > 0 && most < classes) {
            return unknown + " of the labels are 255, which often means an unknown class: leave those images out";
        }
        if (least == 1 && most == classes) {
            return "the labels count from 1: subtract 1 from each";
        }
        if (most >= classes) {
            return "the largest label is " + most + ": leave out the images of the other classes";
        }
        return "correct the labels";
    }
}
