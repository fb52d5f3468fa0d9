package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.step.Normalization;
import java.util.List;
import java.util.Optional;

/**
 * Steps of one image where a batch normalization sees one pixel: it turns its one value per channel into zero, whatever the
 * image shows.
 *
 * @param first the first normalization that sees one pixel
 */
record SingleValues(Normalization first) {
    /** Empty where a step of one image gives every normalization several values. */
    static Optional<SingleValues> of(List<Normalization> normalizations) {
        return normalizations.stream()
                .filter(Normalization::isOfOnePixel)
                .findFirst()
                .map(SingleValues::new);
    }

    /**
     * Makes sure that a step gives it more values.
     *
     * @throws BadInputException if it does not
     */
    void require(int images) {
        if (images == 1) {
            throw new BadInputException(text() + "; use batches of at least 2 images, as with --batch-size 2");
        }
    }

    /**
     * Makes sure that the steps of a run give it more values.
     *
     * @param images to train on
     * @throws BadInputException if they do not
     */
    void requireRun(int images, int batchSize) {
        if (images == 1) {
            throw new BadInputException(text() + "; train on at least 2 images");
        }
        require(batchSize);
    }

    /** The notice for a run whose epochs end with such a step. */
    Optional<String> notice(int images, int batchSize) {
        if (images % batchSize != 1) {
            return Optional.empty();
        }
        return Optional.of("the last step of each epoch has 1 image of " + images + ", and " + text()
                + "; a batch size of " + batchSizeFor(images, batchSize) + " avoids it");
    }

    /** The nearest one that leaves no single image over, a smaller one where two are as near. */
    private static int batchSizeFor(int images, int batchSize) {
        for (int away = 1; ; away++) {
            if (batchSize - away > 1 && images % (batchSize - away) != 1) {
                return batchSize - away;
            }
            if (images % (batchSize + away) != 1) {
                return batchSize + away;
            }
        }
    }

    private String text() {
        return first.name()
                + " sees 1×1 pixels of 1 image, where batch normalization turns the single value of each"
                + " channel into 0";
    }
}
