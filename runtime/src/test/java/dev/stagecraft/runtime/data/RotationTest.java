package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    @Test
    void quarterTurnIsClockwise() {
        Picture picture = gray(2, 2, 1, 2, 3, 4);
        assertArrayEquals(bytes(1, 2, 3, 4), turned(picture, 0));
        assertArrayEquals(bytes(3, 1, 4, 2), turned(picture, 90));
        assertArrayEquals(bytes(4, 3, 2, 1), turned(picture, 180));
        assertArrayEquals(bytes(2, 4, 1, 3), turned(picture, -90));
    }

    /** A row of three, turned about its middle: both ends see the edge, as there is nothing above and below. */
    @Test
    void valuesBetweenPixelsAreBilinear() {
        assertArrayEquals(bytes(50, 100, 150), turned(gray(1, 3, 0, 100, 200), 60));
        // The ends come from columns 1 − cos 45° = 0.29 and 1 + cos 45° = 1.71.
        assertArrayEquals(bytes(29, 100, 171), turned(gray(1, 3, 0, 100, 200), 45));
    }

    /** By hand: the pixel at the top left of 3×3 comes from row 1 and column 1 − √2, which is the edge. */
    @Test
    void cornersRepeatTheEdge() {
        byte[] found = turned(gray(3, 3, 10, 20, 30, 40, 50, 60, 70, 80, 90), 45);
        assertEquals(40, found[0]);
        assertEquals(50, found[4]);
        assertEquals(20, found[2]);
        assertEquals(60, found[8]);
    }

    @Test
    void channelsAreTurnedAlike() {
        ImageShape shape = new ImageShape(7, 5, 3);
        Picture picture = ShiftTest.noise(shape);
        byte[] all = turned(picture, 11);
        for (int channel = 0; channel < 3; channel++) {
            byte[] one = new byte[35];
            byte[] expected = new byte[35];
            for (int i = 0; i < one.length; i++) {
                one[i] = picture.values()[i * 3 + channel];
                expected[i] = all[i * 3 + channel];
            }
            assertArrayEquals(expected, turned(new Picture(new ImageShape(7, 5, 1), one), 11));
        }
    }

    @Test
    void angleIsUniformToBothSides() {
        // A bright row through the middle of a wide image: its right end goes down where the turn is clockwise.
        ImageShape shape = new ImageShape(21, 21, 1);
        byte[] values = new byte[shape.values()];
        Arrays.fill(values, 210, 231, (byte) 255);
        Picture picture = new Picture(shape, values);
        int down = 0;
        for (int index = 0; index < 1_000; index++) {
            byte[] found =
                    new Rotation(10).augment(picture, new Draw(1, 1, index)).values();
            int below = Byte.toUnsignedInt(found[11 * 21 + 20]);
            int above = Byte.toUnsignedInt(found[9 * 21 + 20]);
            assertEquals(255, Byte.toUnsignedInt(found[220]), "the center stays");
            // At 10 degrees the end is 10 · tan 10° = 1.76 pixels from the middle, never 3.
            assertEquals(0, found[13 * 21 + 20]);
            down += below > above ? 1 : 0;
        }
        assertTrue(Math.abs(down - 500) < 80, down + " of 1,000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 180.5, Double.NaN, Double.POSITIVE_INFINITY})
    void angleOutOfRangeIsRefused(double degrees) {
        assertThrows(BadInputException.class, () -> new Rotation(degrees));
    }

    private static byte[] turned(Picture picture, double degrees) {
        return Rotation.turned(picture, degrees).values();
    }

    private static Picture gray(int height, int width, int... values) {
        return new Picture(new ImageShape(height, width, 1), bytes(values));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
