package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the four files that MNIST, and every set in its form, is made of. */
final class IdxFolder {
    static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";
    static final List<String> FILES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private IdxFolder() {}

    /**
     * Reads the folder.
     *
     * @throws BadInputException where a file is missing or broken, or two do not fit each other
     */
    static DataSet open(String name, Path folder, int classes) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder + " is no folder; " + name
                    + " is read from a folder with the four files " + String.join(", ", FILES));
        }
        LabeledImages train = read(folder.resolve(TRAIN_IMAGES), folder.resolve(TRAIN_LABELS), classes);
        LabeledImages test = read(folder.resolve(TEST_IMAGES), folder.resolve(TEST_LABELS), classes);
        if (!train.shape().equals(test.shape())) {
            throw new BadInputException(folder + ": images to train on are " + train.shape() + ", images to test on "
                    + test.shape() + "; get the four files of one set");
        }
        return new DataSet(name, train, test);
    }

    private static LabeledImages read(Path imageFile, Path labelFile, int classes) {
        IdxReader.Images images = IdxReader.images(imageFile);
        byte[] labels = IdxReader.labels(labelFile, classes);
        if (images.count() != labels.length) {
            throw new BadInputException(imageFile + " holds " + images.count() + " images, " + labelFile + " "
                    + labels.length + " labels; get the two files of one set");
        }
        return new ImagesInMemory(images.shape(), classes, images.values(), labels);
    }
}
