package dev.stagecraft.runtime.data;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Moves an image by a whole number of pixels, up or down and left or right. Pixels that come into view repeat the nearest
 * pixel at the edge, so that no black border appears; {@link PadAndCrop} is the same with black. Whole pixels keep every
 * value as it is.
 *
 * @param share the most pixels that the image moves by, as a share of its height and width, above 0 and at most 1; the
 *     number of pixels is rounded. Both distances are drawn on their own, each whole number of pixels with the same
 *     probability
 */
public record Shift(double share) implements Augmentation {
    /**
     * Checks the range.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the share is not above 0 and at most 1
     */
    public Shift {
        Range.share("share of the shift", share);
    }

    @Override
    public Picture augment(Picture picture, Draw draw) {
        ImageShape shape = picture.shape();
        Random random = draw.random();
        int down = distance(shape.height(), random);
        int across = distance(shape.width(), random);
        int channels = shape.channels();
        byte[] from = picture.values();
        byte[] to = new byte[from.length];
        int kept = Math.max(0, shape.width() - Math.abs(across));
        int first = Math.max(0, across);
        for (int row = 0; row < shape.height(); row++) {
            int source = within(row - down, shape.height()) * shape.width();
            int target = row * shape.width();
            System.arraycopy(
                    from, (source + Math.max(0, -across)) * channels, to, (target + first) * channels, kept * channels);
            for (int column = 0; column < shape.width(); column++) {
                if (column < first || column >= first + kept) {
                    int edge = within(column - across, shape.width());
                    System.arraycopy(from, (source + edge) * channels, to, (target + column) * channels, channels);
                }
            }
        }
        return new Picture(shape, to);
    }

    /** See {@link Moving}. */
    Origins origins(ImageShape shape, Draw draw) {
        Random random = draw.random();
        int down = distance(shape.height(), random);
        int across = distance(shape.width(), random);
        return new Origins(origins(shape.height(), down), origins(shape.width(), across));
    }

    private static int[] origins(int side, int distance) {
        return IntStream.range(0, side).map(to -> within(to - distance, side)).toArray();
    }

    /** Pixels down or to the right. */
    private int distance(int side, Random random) {
        int most = (int) Math.round(side * share);
        return random.nextInt(2 * most + 1) - most;
    }

    private static int within(int position, int side) {
        return Math.min(Math.max(position, 0), side - 1);
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "shift by up to %s of each side", share);
    }
}
