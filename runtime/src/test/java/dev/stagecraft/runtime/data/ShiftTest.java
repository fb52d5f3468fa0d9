package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftTest {
    private static final ImageShape SHAPE = new ImageShape(8, 10, 3);

    /** Every distance by itself, pixel by pixel. */
    @Test
    void everyPixelIsMovedAndTheEdgeIsRepeated() {
        Picture picture = noise(SHAPE);
        Set<String> seen = new TreeSet<>();
        for (int index = 0; index < 600; index++) {
            byte[] found =
                    new Shift(0.25).augment(picture, new Draw(1, 1, index)).values();
            seen.add(distance(picture, found));
        }
        // 2 of 8 rows and 3 (2.5 rounded) of 10 columns to each side.
        assertEquals(5 * 7, seen.size(), seen.toString());
        assertTrue(seen.contains("-2, -3") && seen.contains("2, 3") && seen.contains("0, 0"), seen.toString());
    }

    private static String distance(Picture picture, byte[] found) {
        for (int down = -2; down <= 2; down++) {
            for (int across = -3; across <= 3; across++) {
                if (Arrays.equals(moved(picture, down, across), found)) {
                    return down + ", " + across;
                }
            }
        }
        throw new AssertionError("not a moved image");
    }

    private static byte[] moved(Picture picture, int down, int across) {
        ImageShape shape = picture.shape();
        byte[] moved = new byte[shape.values()];
        for (int i = 0; i < moved.length; i++) {
            int channel = i % shape.channels();
            int column = i / shape.channels() % shape.width() - across;
            int row = i / shape.channels() / shape.width() - down;
            int y = Math.max(0, Math.min(shape.height() - 1, row));
            int x = Math.max(0, Math.min(shape.width() - 1, column));
            moved[i] = picture.values()[(y * shape.width() + x) * shape.channels() + channel];
        }
        return moved;
    }

    /** At the extreme an image is moved out of sight, and only its edge is left. */
    @Test
    void largestShareStaysInside() {
        ImageShape small = new ImageShape(1, 2, 1);
        Picture picture = new Picture(small, new byte[] {3, 9});
        Set<String> seen = new TreeSet<>();
        for (int index = 0; index < 100; index++) {
            seen.add(Arrays.toString(
                    new Shift(1).augment(picture, new Draw(1, 1, index)).values()));
        }
        assertEquals(Set.of("[3, 9]", "[3, 3]", "[9, 9]"), seen);
    }

    @Test
    void shareOfASideIsRounded() {
        Picture picture = noise(SHAPE);
        assertArrayEquals(
                picture.values(),
                new Shift(0.04).augment(picture, new Draw(1, 1, 3)).values());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shareOutOfRangeIsRefused(double share) {
        BadInputException error = assertThrows(BadInputException.class, () -> new Shift(share));
        assertEquals("the share of the shift is " + share + "; it must be above 0 and at most 1", error.getMessage());
    }

    static Picture noise(ImageShape shape) {
        byte[] values = new byte[shape.values()];
        new Random(7).nextBytes(values);
        return new Picture(shape, values);
    }
}
