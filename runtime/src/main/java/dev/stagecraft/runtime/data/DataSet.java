package dev.stagecraft.runtime.data;

import java.util.Objects;

/**
 * Images to train on and images to test on, of the same shape and classes.
 *
 * @param name what a run calls the data, as in {@code Fashion-MNIST}
 * @param train the images to train on
 * @param test the images to test on
 */
public record DataSet(String name, LabeledImages train, LabeledImages test) {
    /**
     * Checks that both sides fit each other; from here on every call of both is checked, see {@link CheckedImages}.
     *
     * @throws IllegalArgumentException where shapes or classes differ
     * @throws dev.stagecraft.runtime.BadInputException where a size, a shape or a number of classes cannot be
     */
    public DataSet {
        Objects.requireNonNull(name, "name");
        train = CheckedImages.of(train);
        test = CheckedImages.of(test);
        if (!train.shape().equals(test.shape()) || train.classes() != test.classes()) {
            throw new IllegalArgumentException(name + ": train images are " + train.shape() + " of " + train.classes()
                    + " classes, test images " + test.shape() + " of " + test.classes() + "; they must agree");
        }
    }
}
