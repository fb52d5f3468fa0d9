package dev.stagecraft.runtime.data;

/** Swaps left and right, with probability 1/2 for each image. */
public record HorizontalFlip() implements Augmentation {
    @Override
    public Picture augment(Picture picture, Draw draw) {
        return draw.random().nextBoolean() ? flipped(picture) : picture;
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
