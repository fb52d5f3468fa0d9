package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;

/**
 * The form of images that the device keeps, and what it does to them.
 *
 * @param count number of images
 * @param from size of each
 * @param to size of the network's input
 * @param moves whether rows and columns are moved
 * @param cuts whether parts are cut out, each of another size
 * @param resizes whether whole images are resized or cropped to the network's input
 * @param filter of all resizing
 */
public record KeptForm(
        int count,
        ImageShape from,
        ImageShape to,
        boolean moves,
        boolean cuts,
        boolean resizes,
        Resizing.Filter filter) {
    /**
     * That of a run.
     *
     * @param images all of one size
     * @param preparation of its batches
     */
    public static KeptForm of(LabeledImages images, Preparation preparation) {
        ImageShape from = images.shape();
        return new KeptForm(
                images.size(),
                from,
                preparation.preprocessing().size(),
                preparation.moves(),
                preparation.choosesParts(),
                !preparation.choosesParts() && preparation.preprocessing().changes(from),
                preparation.preprocessing().resizing().filter());
    }

    /** Whether images that are resized in this way have this form. */
    public boolean fits(Preprocessing preprocessing) {
        return cuts ? preprocessing.resizing().filter() == filter : preprocessing.changes(from) == resizes;
    }

    /** The bytes that the images take. */
    public long bytes() {
        return (long) count * from.values();
    }
}
