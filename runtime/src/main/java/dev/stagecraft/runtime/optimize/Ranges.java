package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.BadInputException;

/** The ranges of the numbers that optimizers and schedules take. */
final class Ranges {
    private Ranges() {}

    /** At least 0 and below 1, also when it is rounded to float32. */
    static void share(String what, double found) {
        require(found >= 0 && (float) found < 1, what, found, "at least 0 and below 1");
    }

    static void notNegative(String what, double found) {
        require(found >= 0 && Float.isFinite((float) found), what, found, "at least 0 and finite as float32");
    }

    static void positive(String what, double found) {
        require((float) found > 0 && Float.isFinite((float) found), what, found, "above 0 and finite as float32");
    }

    static void require(boolean right, String what, Object found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + "; it must be " + expected);
        }
    }
}
