package dev.stagecraft.runtime.data;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cuts out a random part of an image, which is then resized to the input of the network, whatever its proportions. Area,
 * aspect and place are drawn as by torchvision's {@code RandomResizedCrop}: up to ten parts are drawn until one fits into
 * the image; if none fits, the center of the image is cut out with the nearest aspect that is allowed. The method is that
 * of Szegedy and others, <i>Going Deeper with Convolutions</i>, 2015, section 6.
 *
 * @param smallest the smallest area of the part as a share of the image's, above 0
 * @param largest the largest area, at least the smallest and at most 1; each share between them has the same probability
 * @param narrowest the smallest width of the part divided by its height, above 0
 * @param widest the largest width divided by the height, at least the narrowest; the logarithm is uniform between them
 */
public record RandomResizedCrop(double smallest, double largest, double narrowest, double widest)
        implements Augmentation {
    private static final int TRIALS = 10;

    /** Torchvision's defaults: 8 % to 100 % of the area, width 3/4 to 4/3 of the height. */
    public static final RandomResizedCrop DEFAULT = new RandomResizedCrop(0.08, 1, 3.0 / 4, 4.0 / 3);

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public RandomResizedCrop {
        Range.share("smallest share of a random-resized crop", smallest);
        Range.require(
                largest >= smallest && largest <= 1,
                "largest share of a random-resized crop",
                largest,
                "at least the smallest share of " + smallest + " and at most 1");
        aspect("narrowest", narrowest);
        aspect("widest", widest);
        Range.require(
                widest >= narrowest,
                "widest aspect of a random-resized crop",
                widest,
                "at least the narrowest aspect of " + narrowest);
    }

    private static void aspect(String which, double found) {
        Range.require(
                (float) found > 0 && Float.isFinite((float) found),
                which + " aspect of a random-resized crop",
                found,
                "above 0 and finite as float32");
    }

    /**
     * The same with another smallest share.
     *
     * @throws dev.stagecraft.runtime.BadInputException if it is not above 0 and at most {@link #largest}
     */
    public RandomResizedCrop withSmallest(double share) {
        return new RandomResizedCrop(share, largest, narrowest, widest);
    }

    @Override
    public Picture augment(Picture picture, Draw draw) {
        Part part = part(picture.shape(), draw.random());
        ImageShape from = picture.shape();
        ImageShape to = new ImageShape(part.height(), part.width(), from.channels());
        if (to.equals(from)) {
            return picture;
        }
        int values = to.width() * to.channels();
        byte[] cut = new byte[to.values()];
        for (int row = 0; row < to.height(); row++) {
            int start = ((part.top() + row) * from.width() + part.left()) * from.channels();
            System.arraycopy(picture.values(), start, cut, row * values, values);
        }
        return new Picture(to, cut);
    }

    /** See {@link Moving}. */
    Origins origins(ImageShape shape, Draw draw) {
        Part part = part(shape, draw.random());
        return new Origins(
                IntStream.range(part.top(), part.top() + part.height()).toArray(),
                IntStream.range(part.left(), part.left() + part.width()).toArray());
    }

    /** The part that is cut out. */
    Part part(ImageShape image, Random random) {
        double area = (double) image.height() * image.width();
        double low = StrictMath.log(narrowest);
        double high = StrictMath.log(widest);
        for (int trial = 0; trial < TRIALS; trial++) {
            double target = area * between(smallest, largest, random);
            double aspect = StrictMath.exp(between(low, high, random));
            double width = Math.rint(Math.sqrt(target * aspect));
            double height = Math.rint(Math.sqrt(target / aspect));
            if (width >= 1 && width <= image.width() && height >= 1 && height <= image.height()) {
                int top = random.nextInt(image.height() - (int) height + 1);
                int left = random.nextInt(image.width() - (int) width + 1);
                return new Part(top, left, (int) height, (int) width);
            }
        }
        return center(image);
    }

    private static double between(double low, double high, Random random) {
        return low + (high - low) * random.nextDouble();
    }

    private Part center(ImageShape image) {
        double aspect = (double) image.width() / image.height();
        int height = image.height();
        int width = image.width();
        if (aspect < narrowest) {
            height = (int) Math.max(1, Math.rint(width / narrowest));
        } else if (aspect > widest) {
            width = (int) Math.max(1, Math.rint(height * widest));
        }
        return new Part((image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    @Override
    public boolean keepsSize() {
        return false;
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "random-resized crop, area %s to %s, aspect %s to %s",
                smallest,
                largest,
                narrowest,
                widest);
    }

    /** A part of an image, in pixels. */
    record Part(int top, int left, int height, int width) {}
}
