package dev.stagecraft.runtime.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts of a data set, of the same channels, classes and class names: images to train on, images to test on, and, where
 * the set has them, images to validate on. Images of one size have the same size in all parts.
 *
 * @param name what a run calls the data, as in {@code Fashion-MNIST}
 * @param train the images to train on
 * @param validation the images by which trainings are compared while they run; empty where the set has no such part
 * @param test the images to test on
 * @param feed what happens to the images to train on between their source and a step
 */
public record DataSet(
        String name, LabeledImages train, Optional<LabeledImages> validation, LabeledImages test, Feed feed) {
    /**
     * Checks that the parts fit each other; from here on every call of each is checked, see {@link CheckedImages}.
     *
     * @throws IllegalArgumentException where shapes, channels, classes or class names differ
     * @throws dev.stagecraft.runtime.BadInputException where a size, a shape or a number of classes cannot be
     */
    public DataSet {
        Objects.requireNonNull(name, "name");
        train = CheckedImages.of(train);
        validation = validation.map(CheckedImages::of);
        test = CheckedImages.of(test);
        validation.ifPresent(requireFitting(name, "validation", train));
        requireFitting(name, "test", train).accept(test);
    }

    /** A set of three parts, whose images are trained on as they are. */
    public DataSet(String name, LabeledImages train, LabeledImages validation, LabeledImages test) {
        this(name, train, Optional.of(validation), test, Feed.PLAIN);
    }

    /** A set of two parts, whose images are trained on as they are. */
    public DataSet(String name, LabeledImages train, LabeledImages test) {
        this(name, train, Optional.empty(), test, Feed.PLAIN);
    }

    /** The same with other images to train on. */
    public DataSet withTrain(LabeledImages images) {
        return new DataSet(name, images, validation, test, feed);
    }

    /** The same with other images to test on. */
    public DataSet withTest(LabeledImages images) {
        return new DataSet(name, train, validation, images, feed);
    }

    /** The same with something else happening to the images to train on, such as augmentations. */
    public DataSet fed(Feed other) {
        return new DataSet(name, train, validation, test, other);
    }

    /** Number of classes of all parts. */
    public int classes() {
        return train.classes();
    }

    /** The classes' names in the order of the labels; empty where they have none. */
    public List<String> classNames() {
        return train.classNames();
    }

    /**
     * The size of the images as they are fed to a network: that of all of them, or, where they have several, the network's
     * input, to which they are resized while they are read.
     *
     * @param input of the network
     */
    public ImageShape fedShape(ImageShape input) {
        return train.oneShape().orElse(input);
    }

    private static Consumer<LabeledImages> requireFitting(String name, String what, LabeledImages train) {
        return part -> {
            if (!train.oneShape().equals(part.oneShape())
                    || train.channels() != part.channels()
                    || train.classes() != part.classes()) {
                throw new IllegalArgumentException(name + ": training images are " + CheckedImages.shapeText(train)
                        + " of "
                        + train.classes() + " classes, but " + what + " images are " + CheckedImages.shapeText(part)
                        + " of "
                        + part.classes() + "; they must agree");
            }
            if (!train.classNames().equals(part.classNames())) {
                throw new IllegalArgumentException(name + ": the classes of the training images are called "
                        + train.classNames() + ", those of the " + what + " images " + part.classNames()
                        + "; they must agree");
            }
        };
    }
}
