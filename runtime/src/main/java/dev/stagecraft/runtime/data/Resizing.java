package dev.stagecraft.runtime.data;

import java.util.Locale;

/**
 * How an image of another size is resized to the input of a network. Bilinear and bicubic resizing are antialiased: if an
 * image shrinks, every pixel counts. Except for rounding they equal Pillow's, and so torchvision's and timm's.
 *
 * @param mode what happens to an image of other proportions
 * @param filter how pixels are computed
 * @param share of the resized image that the crop keeps on each side, above 0 and at most 1; 1 if nothing is cropped
 */
public record Resizing(Mode mode, Filter filter, double share) {
    /** The whole image, bilinear. */
    public static final Resizing DEFAULT = new Resizing(Mode.SQUEEZE, Filter.BILINEAR, 1);

    /** The resizing of checkpoints that do not say how images were resized. */
    public static final Resizing SAMPLED = new Resizing(Mode.SQUEEZE, Filter.SAMPLED, 1);

    /** What happens to an image of other proportions. */
    public enum Mode {
        /** The whole image takes the network's size, whatever its proportions. */
        SQUEEZE,
        /**
         * The image keeps its proportions and its center is cut out: its shorter side becomes the network's side divided by
         * the share, rounded down, its longer side follows, rounded down, and the offsets of the cut are rounded half to
         * even. If the
         * network's input is not square, the side that needs the larger factor counts as the shorter side.
         */
        CROP
    }

    /** How pixels are computed. */
    public enum Filter {
        /** A triangle of two pixels, wider if an image shrinks: Pillow's and torchvision's bilinear. */
        BILINEAR,
        /** A cubic of four pixels with a = −0.5, wider if an image shrinks: Pillow's and torchvision's bicubic. */
        BICUBIC,
        /**
         * Bilinear between the two nearest pixels of each side, so pixels are skipped if an image shrinks to less than half.
         * Earlier versions had no other filter, and their runs are resumed with it. It cannot crop.
         */
        SAMPLED
    }

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1, or not 1 although nothing is cropped, or if the filter
     *     cannot crop
     */
    public Resizing {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; it must be above 0 and at most 1");
        }
        if (mode == Mode.SQUEEZE && share != 1) {
            throw new IllegalArgumentException("share is " + share + "; it must be 1 if the mode is " + mode);
        }
        if (mode == Mode.CROP && filter == Filter.SAMPLED) {
            throw new IllegalArgumentException("the filter " + filter + " cannot crop; use BILINEAR or BICUBIC");
        }
    }

    /** The whole image in the network's size. */
    public static Resizing squeeze(Filter filter) {
        return new Resizing(Mode.SQUEEZE, filter, 1);
    }

    /**
     * The center of an image that kept its proportions.
     *
     * @param share of the resized image that is kept on each side, above 0 to 1
     */
    public static Resizing crop(Filter filter, double share) {
        return new Resizing(Mode.CROP, filter, share);
    }

    /** Whether an image of a size is resized or cropped at all. */
    boolean changes(ImageShape from, ImageShape to) {
        return from.height() != to.height() || from.width() != to.width() || share != 1;
    }

    /** Puts an image in a network's size into an array, its values from 0 to 255. */
    void put(Picture picture, ImageShape to, float[] target, int at) {
        ImageShape from = picture.shape();
        if (!changes(from, to) || filter == Filter.SAMPLED) {
            BilinearResize.put(picture, to, target, at);
        } else {
            Sides sides = sides(from, to);
            AntialiasedResize.put(picture, sides.rows, sides.columns, target, at);
        }
    }

    /** How images of a size are resized to that of a network, as two matrices. */
    ResizingWeights weights(ImageShape from, ImageShape to) {
        if (filter == Filter.SAMPLED) {
            return BilinearResize.weights(from, to);
        }
        Sides sides = sides(from, to);
        return new ResizingWeights(sides.rows.matrix(from.height()), sides.columns.matrix(from.width()));
    }

    private record Sides(ResizedSide rows, ResizedSide columns) {}

    private Sides sides(ImageShape from, ImageShape to) {
        if (mode == Mode.SQUEEZE) {
            return new Sides(
                    ResizedSide.whole(filter, from.height(), to.height()),
                    ResizedSide.whole(filter, from.width(), to.width()));
        }
        long high = (long) Math.floor(to.height() / share);
        long wide = (long) Math.floor(to.width() / share);
        boolean byHeight = high * from.width() >= wide * from.height();
        long height = byHeight ? high : from.height() * wide / from.width();
        long width = byHeight ? from.width() * high / from.height() : wide;
        return new Sides(
                ResizedSide.center(filter, from.height(), height, to.height()),
                ResizedSide.center(filter, from.width(), width, to.width()));
    }

    /** As manifests and messages have it, for example {@code bicubic, crop 0.875}. */
    @Override
    public String toString() {
        String name = filter.name().toLowerCase(Locale.ROOT);
        return mode == Mode.SQUEEZE ? name : name + ", crop " + share;
    }
}
