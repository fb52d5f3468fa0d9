package dev.stagecraft.runtime.data;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Adds black pixels on all four sides and then cuts out an image of the original size at a random position, as usual
 * for CIFAR with 4 pixels for 32 (He et al., <i>Deep Residual Learning for Image Recognition</i>, 2015, section 4.2).
 *
 * @param share number of pixels added on each side, as a share of the height and width of the image, above 0 and at
 *     most 1; the number of pixels is rounded
 */
public record PadAndCrop(double share) implements Augmentation {
    /** 4 pixels for 32. */
    public static final PadAndCrop CIFAR = new PadAndCrop(0.125);

    /**
     * Checks the range.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the share is not above 0 and at most 1
     */
    public PadAndCrop {
        Range.share("share of pad and crop", share);
    }

    @Override
    public Picture augment(Picture picture, Draw draw) {
        ImageShape shape = picture.shape();
        Random random = draw.random();
        int down = shift(shape.height(), random);
        int across = shift(shape.width(), random);
        byte[] moved = new byte[picture.values().length];
        int kept = shape.width() - Math.abs(across);
        for (int row = Math.max(0, -down); row < Math.min(shape.height(), shape.height() - down); row++) {
            System.arraycopy(
                    picture.values(),
                    at(shape, row + down, Math.max(0, across)),
                    moved,
                    at(shape, row, Math.max(0, -across)),
                    kept * shape.channels());
        }
        return new Picture(shape, moved);
    }

    /** See {@link Moving}. */
    Origins origins(ImageShape shape, Draw draw) {
        Random random = draw.random();
        int down = shift(shape.height(), random);
        int across = shift(shape.width(), random);
        return new Origins(origins(shape.height(), down), origins(shape.width(), across));
    }

    private static int[] origins(int side, int begin) {
        return IntStream.range(begin, begin + side)
                .map(from -> from < 0 || from >= side ? side : from)
                .toArray();
    }

    /** Where the cut begins, counted from the image's own edge. */
    private int shift(int side, Random random) {
        int padding = (int) Math.round(side * share);
        return random.nextInt(2 * padding + 1) - padding;
    }

    private static int at(ImageShape shape, int row, int column) {
        return (row * shape.width() + column) * shape.channels();
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "pad and crop by %s of each side", share);
    }
}
