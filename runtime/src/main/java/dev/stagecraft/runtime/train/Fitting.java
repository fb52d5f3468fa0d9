package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.network.Network;

/**
 * What images a network can be given.
 *
 * @param network the network
 * @param imageShape of the images that it was opened for
 */
record Fitting(Network network, ImageShape imageShape) {
    /** TensorFlow would read images of another size as if they were of this one. */
    void require(LabeledImages images) {
        boolean fits = images.shape().equals(imageShape) && images.classes() == network.classes();
        if (!fits || images.size() < 1) {
            throw new BadInputException(network.name() + " was opened for images of " + imageShape + " in "
                    + network.classes() + " classes; given were " + images.size() + " images of " + images.shape()
                    + " in " + images.classes() + "; give one or more such images, or open the network for those");
        }
    }

    /** A batch goes through one Java array, whatever memory there is. */
    void requireBatchSize(LabeledImages images, int batchSize) {
        long values = (long) Math.min(batchSize, images.size()) * imageShape.values();
        long room = Math.min(Integer.MAX_VALUE - 16L, Runtime.getRuntime().maxMemory() / 2);
        if (values > room) {
            long fits = room / imageShape.values();
            String smaller = fits < 1 ? "" : "try a batch of " + fits + " or less, or ";
            throw new BadInputException("a batch of " + Math.min(batchSize, images.size()) + " images of " + imageShape
                    + " takes " + (values >> 20) + " MiB of Java's heap, of which " + (room >> 20)
                    + " MiB can be one batch's; " + smaller + "give it more with JAVA_TOOL_OPTIONS=-Xmx...");
        }
    }

    /** On a GPU TensorFlow turns a label out of range into NaN without a word. */
    void require(Batch batch) {
        if (batch.images().length != (long) batch.size() * imageShape.values()
                || batch.labels().length != batch.size()) {
            throw new BadInputException("a batch of " + batch.size() + " images of " + imageShape + " has "
                    + batch.images().length + " values and " + batch.labels().length + " labels; expected are "
                    + (long) batch.size() * imageShape.values() + " and " + batch.size());
        }
        for (int label : batch.labels()) {
            if (label < 0 || label >= network.classes()) {
                throw new BadInputException("an image's label is " + label + ", expected is 0 to "
                        + (network.classes() - 1) + "; mend the data, or give the network more classes");
            }
        }
    }
}
