package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.network.Network;

/**
 * Whether images fit the network that is to see them: TensorFlow would read those of another size as if they were right.
 *
 * @param network that was opened
 * @param imageShape size of the images that it was opened for, one of the network's channels
 */
record Fitting(Network network, ImageShape imageShape) {
    /** Images of several sizes are resized to the network's input while they are read, so they fit whatever it was opened for. */
    void require(LabeledImages images) {
        boolean fits = images.oneShape().map(imageShape::equals).orElse(images.channels() == imageShape.channels());
        if (!fits || images.classes() != network.classes() || images.size() < 1) {
            throw new BadInputException(network.name() + " was opened for images of " + imageShape + " in "
                    + network.classes() + " classes, but was given " + images.size() + " images of " + text(images)
                    + " in " + images.classes() + "; give it at least 1 image like those, or open it for these images");
        }
    }

    private static String text(LabeledImages images) {
        return images.oneShape()
                .map(ImageShape::toString)
                .orElseGet(() -> "several sizes and " + images.channels() + " channels");
    }

    /**
     * All images of a run fit.
     *
     * @param mixed whether the network was opened for mixed images
     */
    void requireRun(DataSet data, TrainingOptions options, Preprocessing preprocessing, boolean mixed) {
        require(data.train());
        require(data.measured());
        if (data.hasTest()) {
            require(data.test());
        }
        if (data.feed().mixing().isPresent() && !mixed) {
            throw new BadInputException(network.name() + " was opened for images that are not mixed, but those of "
                    + data.name() + " are mixed; open the network with the data set instead of the size of its images");
        }
        Preparation training = options.preparation(data, preprocessing, 1);
        require(data.train(), training, options.batchSize());
        require(data.measured(), Preparation.plain(preprocessing), options.batchSize());
        require(data.test(), Preparation.plain(preprocessing), options.batchSize());
    }

    /** A batch goes through one Java array, whatever memory there is. */
    void require(LabeledImages images, Preparation preparation, int batchSize) {
        int count = Math.min(batchSize, images.size());
        long bytes = preparation.bytes(images, count);
        long room = Math.min(Integer.MAX_VALUE - 16L, Runtime.getRuntime().maxMemory() / 2);
        if (bytes > room) {
            long fits = room / preparation.bytes(images, 1);
            String smaller = fits < 1 ? "" : "try a batch of " + fits + " or less, or ";
            throw new BadInputException("a batch of " + count + " images of "
                    + images.oneShape().orElse(network.input())
                    + " takes " + (bytes >> 20) + " MiB of Java's heap, but a batch may take at most " + (room >> 20)
                    + " MiB; " + smaller + "give the heap more with JAVA_TOOL_OPTIONS=-Xmx...");
        }
    }

    /** On a GPU TensorFlow turns a label out of range into NaN without a word. */
    void require(Batch batch) {
        ImageShape shape = shape(batch);
        boolean hasPixels = batch.pixels() instanceof Batch.Bytes || batch.pixels() instanceof Batch.Floats;
        if (batch.pixels() instanceof Batch.Kept
                && (batch.pixels().count() != batch.size() || batch.labels().length != batch.size())) {
            throw new BadInputException("a batch of " + batch.size() + " images has "
                    + batch.pixels().count() + " positions and " + batch.labels().length + " labels; it must have "
                    + batch.size() + " of each");
        }
        if (hasPixels
                && (batch.pixels().count() != (long) batch.size() * shape.values()
                        || batch.labels().length != batch.size())) {
            throw new BadInputException("a batch of " + batch.size() + " images of " + shape + " has "
                    + batch.pixels().count() + " values and " + batch.labels().length + " labels; it must have "
                    + (long) batch.size() * shape.values() + " values and " + batch.size() + " labels");
        }
        for (int label : batch.labels()) {
            if (label < 0 || label >= network.classes()) {
                throw new BadInputException("an image's label is " + label + "; it must be 0 to "
                        + (network.classes() - 1) + "; correct the data, or give the network more classes");
            }
        }
    }

    /** A batch as the graph takes it: bytes of another size than the network's are resized. */
    Batch resized(Batch batch, Preprocessing preprocessing) {
        if (!(batch.pixels() instanceof Batch.Bytes bytes) || !preprocessing.changes(imageShape)) {
            return batch;
        }
        require(batch);
        float[] floats = preprocessing.resize(bytes.values(), imageShape, batch.size());
        return new Batch(batch.size(), new Batch.Floats(floats), batch.labels(), batch.distributions());
    }

    /** The size of a batch's images: floats were resized already. */
    ImageShape shape(Batch batch) {
        return batch.pixels() instanceof Batch.Floats ? network.input() : imageShape;
    }
}
