package dev.stagecraft.runtime.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts of a data set: training images, test images and, if there are any, validation images. All parts have the
 * same channels, classes and class names, and if images have one size, the same size.
 *
 * @param name the name of the data in a run, such as {@code Fashion-MNIST}
 * @param train the training images
 * @param validation the validation images, for comparing trainings while they run; empty if there are none
 * @param test the test images, none if the set has no such part
 * @param feed what is done to the training images before a step
 * @param cut how parts were cut off the training images, with both shares; empty if none were
 */
public record DataSet(
        String name,
        LabeledImages train,
        Optional<LabeledImages> validation,
        LabeledImages test,
        Feed feed,
        Optional<Split> cut) {
    /**
     * Checks that the parts fit each other. From then on every call of each part is checked; see {@link CheckedImages}.
     *
     * @throws IllegalArgumentException if shapes, channels, classes or class names differ
     * @throws dev.stagecraft.runtime.BadInputException if a size, a shape or a number of classes is not possible
     */
    public DataSet {
        Objects.requireNonNull(name, "name");
        train = CheckedImages.of(train);
        validation = validation.map(CheckedImages::of);
        test = CheckedImages.of(test);
        validation.ifPresent(requireFitting(name, "validation", train));
        requireFitting(name, "test", train).accept(test);
    }

    /** A data set of two or three parts, none of which was cut off another. */
    public DataSet(
            String name, LabeledImages train, Optional<LabeledImages> validation, LabeledImages test, Feed feed) {
        this(name, train, validation, test, feed, Optional.empty());
    }

    /** A data set of three parts, whose training images are not changed. */
    public DataSet(String name, LabeledImages train, LabeledImages validation, LabeledImages test) {
        this(name, train, Optional.of(validation), test, Feed.PLAIN);
    }

    /** A data set of two parts, whose training images are not changed. */
    public DataSet(String name, LabeledImages train, LabeledImages test) {
        this(name, train, Optional.empty(), test, Feed.PLAIN);
    }

    /**
     * A data set of one part, whose training images are not changed. If it is opened by its kind, test images are cut off it;
     * see {@link Split}.
     */
    public DataSet(String name, LabeledImages train) {
        this(name, train, train.first(0));
    }

    /** Whether there are images to test on. */
    public boolean hasTest() {
        return test.size() > 0;
    }

    /** The images that show after each epoch how good a network is: the validation images, or the test images if there are none. */
    public LabeledImages measured() {
        return validation.orElse(test);
    }

    /** The same with other training images. */
    public DataSet withTrain(LabeledImages images) {
        return new DataSet(name, images, validation, test, feed, cut);
    }

    /** The same with other test images. */
    public DataSet withTest(LabeledImages images) {
        return new DataSet(name, train, validation, images, feed, cut);
    }

    /** The same with other changes to the training images, such as augmentations. */
    public DataSet withFeed(Feed other) {
        return new DataSet(name, train, validation, test, other, cut);
    }

    /** The same with other images to validate on. */
    public DataSet withValidation(LabeledImages images) {
        return new DataSet(name, train, Optional.of(images), test, feed, cut);
    }

    DataSet wasCut(Split by) {
        return new DataSet(name, train, validation, test, feed, Optional.of(by));
    }

    /** Number of classes of all parts. */
    public int classes() {
        return train.classes();
    }

    /** The names of the classes in the order of the labels; empty if they have none. */
    public List<String> classNames() {
        return train.classNames();
    }

    /**
     * The size of the images that a network is fed with: their own if they have one size. Otherwise it is the network's
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
