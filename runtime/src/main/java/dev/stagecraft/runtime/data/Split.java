package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which images of a set are cut off from those to train on. Each class is cut by itself: its images are ranked by a hash of
 * the seed and of what each image is called (see {@link LabeledImages#key}), the first of them are tested on, the last are
 * validated on, and those between are trained on. Nothing else counts, so that another image in a class takes one other
 * image of that class into or out of each of these parts at most, and no image of any other class. At least one image of
 * each class is trained on.
 *
 * <p>Where nothing is said, a set that has no other part to test on or to validate on gives a fifth of each class to test on;
 * from other sets nothing is cut off.
 *
 * @param seed of the ranking; it is not the seed of a training
 * @param testShare of each class that is tested on, from 0 to below 1; above 0 it takes the place of a part that the set has
 * @param validationShare of each class that is validated on, likewise
 */
public record Split(long seed, Optional<Double> testShare, Optional<Double> validationShare) {
    /** Nothing is said. */
    public static final Split DEFAULT = new Split(1, Optional.empty(), Optional.empty());

    private static final double USUAL_SHARE = 0.2;

    private static final Pattern TEXT =
            Pattern.compile("seed (-?[0-9]{1,19}), test share ([0-9.E-]{1,30}), validation share ([0-9.E-]{1,30})");

    /**
     * Checks the ranges.
     *
     * @throws BadInputException where a share is below 0, or both together are 1 or more
     */
    public Split {
        require("test share", testShare);
        require("validation share", validationShare);
        double both = testShare.orElse(0.0) + validationShare.orElse(0.0);
        if (both >= 1) {
            throw new BadInputException("the test share and the validation share are " + both
                    + " together; they must be below 1, so that something is left to train on");
        }
    }

    private static void require(String what, Optional<Double> share) {
        if (share.isPresent() && !(share.get() >= 0 && share.get() < 1)) {
            throw new BadInputException("the " + what + " is " + share.get() + "; it must be from 0 to below 1");
        }
    }

    /**
     * A set with its parts cut.
     *
     * @param notices is told what was cut off, what is not used, and of what class there was too little
     * @throws BadInputException where nothing is left to test on or to validate on
     */
    public DataSet cut(DataSet found, Consumer<String> notices) {
        Split all = of(found);
        double test = all.testShare.orElseThrow();
        double validation = all.validationShare.orElseThrow();
        if (test == 0 && validation == 0) {
            if (hasTrainingAlone(found)) {
                throw new BadInputException(found.name()
                        + " has only training images, and the test share is 0; choose a test share or a validation share"
                        + " above 0");
            }
            return found;
        }
        if (test > 0 && found.hasTest()) {
            notices.accept(notUsed(found.test(), "test", found, "--test-share", test));
        }
        if (validation > 0 && found.validation().isPresent()) {
            notices.accept(notUsed(found.validation().get(), "validation", found, "--validation-share", validation));
        }
        return new PartCut(all.seed, test, validation).cut(found, notices).wasCut(all);
    }

    private static String notUsed(LabeledImages part, String purpose, DataSet found, String flag, double share) {
        return String.format(
                Locale.ROOT,
                "the %,d %s images of %s are not used, because %s is %s: training images take their place",
                part.size(),
                purpose,
                found.name(),
                flag,
                share);
    }

    /** What this is for a set: both shares are said then. */
    public Split of(DataSet found) {
        double usual = hasTrainingAlone(found) ? USUAL_SHARE : 0;
        return new Split(seed, Optional.of(testShare.orElse(usual)), Optional.of(validationShare.orElse(0.0)));
    }

    private static boolean hasTrainingAlone(DataSet found) {
        return !found.hasTest() && found.validation().isEmpty();
    }

    /** As checkpoints keep it, of a split that says both shares. */
    public String text() {
        return "seed " + seed + ", test share " + testShare.orElse(0.0) + ", validation share "
                + validationShare.orElse(0.0);
    }

    /** Reads what {@link #text} wrote; empty where it is something else. */
    public static Optional<Split> parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Split(
                    Long.parseLong(found.group(1)),
                    Optional.of(Double.parseDouble(found.group(2))),
                    Optional.of(Double.parseDouble(found.group(3)))));
        } catch (NumberFormatException | BadInputException e) {
            // A run would not have written such numbers.
            return Optional.empty();
        }
    }
}
