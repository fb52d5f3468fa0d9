package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;

/** The ranges of the numbers that augmentations take. */
final class Range {
    private Range() {}

    /** Above 0 and at most 1. */
    static void share(String what, double found) {
        require(found > 0 && found <= 1, what, found, "above 0 and at most 1");
    }

    static void require(boolean right, String what, double found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + "; it must be " + expected);
        }
    }
}
