package dev.stagecraft.runtime.data;

import java.util.Arrays;

/** Swaps left and right, with probability 1/2 for each image. */
public record HorizontalFlip() implements Augmentation {
    @Override
    public Picture augment(Picture picture, Draw draw) {
        return flips(draw) ? flipped(picture) : picture;
    }

    /** See {@link Moving}. */
    static Origins origins(ImageShape shape, Draw draw) {
        Origins same = Origins.of(shape);
        if (!flips(draw)) {
            return same;
        }
        int last = shape.width() - 1;
        return new Origins(
                same.rows(),
                Arrays.stream(same.columns()).map(column -> last - column).toArray());
    }

    private static boolean flips(Draw draw) {
        return draw.random().nextBoolean();
    }

    private static Picture flipped(Picture picture) {
        ImageShape shape = picture.shape();
        int channels = shape.channels();
        byte[] from = picture.values();
        byte[] to = new byte[from.length];
        for (int row = 0; row < shape.height(); row++) {
            int start = row * shape.width();
            for (int column = 0; column < shape.width(); column++) {
                int other = shape.width() - 1 - column;
                System.arraycopy(from, (start + column) * channels, to, (start + other) * channels, channels);
            }
        }
        return new Picture(shape, to);
    }

    @Override
    public String describe() {
        return "horizontal flip";
    }
}
