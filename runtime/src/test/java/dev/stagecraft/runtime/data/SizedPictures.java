package dev.stagecraft.runtime.data;

import java.util.List;
import java.util.Random;

/**
 * Pictures of several sizes for tests, whose values follow from a seed.
 *
 * @param size how many
 * @param channels of each
 * @param seed of their values
 */
public record SizedPictures(int size, int channels, long seed) implements Pictures {
    @Override
    public int classes() {
        return 3;
    }

    @Override
    public List<String> classNames() {
        return List.of("ant", "bee", "cow");
    }

    @Override
    public boolean severalThreads() {
        return true;
    }

    @Override
    public int label(int index) {
        return index % 3;
    }

    @Override
    public Picture picture(int index) {
        ImageShape shape = new ImageShape(5 + index % 7, 4 + index % 11, channels);
        byte[] values = new byte[shape.values()];
        new Random(seed * 1000 + index).nextBytes(values);
        return new Picture(shape, values);
    }
}
