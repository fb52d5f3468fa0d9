package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.Resizing.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images are resized as Pillow resizes them; {@code pillow.py} beside its stored results made them. */
class PillowTest {
    /** As in {@code pillow.py}: height, width, height and width of the result, share of the crop or 0. */
    private static final double[][] CASES = {
        {7, 5, 3, 4, 0},
        {100, 100, 28, 28, 0},
        {28, 28, 41, 43, 0},
        {33, 47, 28, 28, 0},
        {1, 1, 5, 7, 0},
        {64, 3, 3, 64, 0},
        {300, 20, 7, 40, 0},
        {13, 29, 32, 32, 0},
        {224, 300, 8, 8, 0},
        {500, 375, 32, 24, 0},
        {97, 89, 53, 71, 0},
        {2, 2, 1, 1, 0},
        {1, 2000, 3, 5, 0},
        {28, 84, 28, 28, 0},
        {40, 61, 28, 28, 0.875},
        {427, 640, 24, 24, 0.95},
        {20, 9, 28, 28, 1},
        {21, 21, 20, 20, 0.9},
    };

    private static final double EXACT = 0.01;

    /**
     * One stored result.
     *
     * @param share of the crop, or 0
     * @param exact Pillow's values in float mode
     * @param bytes Pillow's values in 8-bit mode
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    record Stored(ImageShape from, ImageShape to, double share, Filter filter, float[] exact, byte[] bytes) {
        @Override
        public String toString() {
            return from + " to " + to + ", " + filter + ", share " + share;
        }

        Resizing resizing() {
            return share == 0 ? Resizing.squeeze(filter) : Resizing.crop(filter, share);
        }
    }

    static List<Stored> stored() throws IOException {
        List<Stored> all = new ArrayList<>();
        try (InputStream in = PillowTest.class.getResourceAsStream("pillow.bin")) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (double[] each : CASES) {
                ImageShape from = new ImageShape((int) each[0], (int) each[1], 1);
                ImageShape to = new ImageShape((int) each[2], (int) each[3], 1);
                for (Filter filter : List.of(Filter.BILINEAR, Filter.BICUBIC)) {
                    float[] exact = new float[to.values()];
                    for (int i = 0; i < exact.length; i++) {
                        exact[i] = bytes.getFloat();
                    }
                    byte[] rounded = new byte[to.values()];
                    bytes.get(rounded);
                    all.add(new Stored(from, to, each[4], filter, exact, rounded));
                }
            }
            assertEquals(0, bytes.remaining());
        }
        return all;
    }

    static Stream<Stored> bilinear() throws IOException {
        return stored().stream().filter(each -> each.filter() == Filter.BILINEAR);
    }

    @ParameterizedTest
    @MethodSource("stored")
    void valuesAreThoseOfFloatMode(Stored stored) {
        double off = off(stored, resized(stored, stored.resizing()));
        assertTrue(off <= EXACT, off + " of 255 off");
    }

    @ParameterizedTest
    @MethodSource("bilinear")
    void roundedValuesAreThoseOfBytes(Stored stored) {
        float[] found = resized(stored, stored.resizing());
        for (int i = 0; i < found.length; i++) {
            assertEquals(stored.bytes()[i] & 0xFF, Math.round(found[i]), 1);
        }
    }

    /** So that the comparison is one that could fail. */
    @Test
    void samplingFailsWhereImagesShrinkAndNotWhereTheyGrow() throws IOException {
        for (Stored stored : bilinear().filter(each -> each.share() == 0).toList()) {
            boolean shrinks = stored.to().height() < stored.from().height()
                    || stored.to().width() < stored.from().width();
            double off = off(stored, resized(stored, Resizing.SAMPLED));
            assertEquals(!shrinks || stored.from().equals(new ImageShape(2, 2, 1)), off <= EXACT, stored + ": " + off);
        }
    }

    @Test
    void channelsDoNotMix() {
        ImageShape one = new ImageShape(50, 37, 1);
        ImageShape small = new ImageShape(12, 40, 1);
        Picture gray = picture(one);
        byte[] values = new byte[3 * one.values()];
        for (int i = 0; i < one.values(); i++) {
            values[3 * i + 1] = gray.values()[i];
            values[3 * i + 2] = (byte) 255;
        }
        float[] alone = new float[small.values()];
        float[] found = new float[3 * small.values()];
        Resizing.DEFAULT.put(gray, small, alone, 0);
        Resizing.DEFAULT.put(new Picture(new ImageShape(50, 37, 3), values), new ImageShape(12, 40, 3), found, 0);
        for (int i = 0; i < alone.length; i++) {
            assertEquals(0, found[3 * i]);
            assertEquals(alone[i], found[3 * i + 1]);
            assertEquals(255, found[3 * i + 2], 1e-3);
        }
    }

    /** By hand, as the network's input is no square: 10×40 to 10×20 of a share of 0.5 has a factor of 2, set by the height. */
    @Test
    void cropOfAnotherFormIsSetByTheSideThatNeedsMore() {
        Picture picture = picture(new ImageShape(10, 40, 1));
        ImageShape to = new ImageShape(10, 20, 1);
        float[] found = new float[to.values()];
        Resizing.crop(Filter.BILINEAR, 0.5).put(picture, to, found, 0);
        float[] whole = new float[20 * 80];
        Resizing.DEFAULT.put(picture, new ImageShape(20, 80, 1), whole, 0);
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                assertEquals(whole[(y + 5) * 80 + x + 30], found[y * 20 + x], 1e-3);
            }
        }
    }

    private static double off(Stored stored, float[] found) {
        double most = 0;
        for (int i = 0; i < found.length; i++) {
            most = Math.max(most, Math.abs(found[i] - stored.exact()[i]));
        }
        return most;
    }

    static float[] resized(Stored stored, Resizing resizing) {
        float[] found = new float[stored.to().values()];
        new Preprocessing(stored.to(), 255f, List.of(), List.of(), resizing).resize(picture(stored.from()), found, 0);
        return found;
    }

    /** As {@code pillow.py} draws it. */
    private static Picture picture(ImageShape shape) {
        byte[] values = new byte[shape.values()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                values[y * shape.width() + x] = (byte) (((x * 73856093L) ^ (y * 19349663L)) >> 4);
            }
        }
        return new Picture(shape, values);
    }
}
