package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.awt.Color;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorJitterTest {
    /** Two pixels: 200, 100, 50 has gray 124.2, and 0, 0, 255 has gray 29.07. */
    private static final int[] COLORS = {200, 100, 50, 0, 0, 255};

    @Test
    void brightnessMultiplies() {
        byte[] values = bytes(COLORS);
        ColorJitter.brighten(values, 1.5);
        assertArrayEquals(bytes(255, 150, 75, 0, 0, 255), values);
        ColorJitter.brighten(values, 0.5);
        assertArrayEquals(bytes(128, 75, 38, 0, 0, 128), values);
    }

    @Test
    void contrastMovesFromTheMeanOfTheGray() {
        byte[] values = bytes(COLORS);
        // The mean of the gray is 76.635.
        ColorJitter.contrast(values, 0.5, true);
        assertArrayEquals(bytes(138, 88, 63, 38, 38, 166), values);
        byte[] gray = bytes(10, 20, 60);
        ColorJitter.contrast(gray, 2, false);
        assertArrayEquals(bytes(0, 10, 90), gray);
    }

    @Test
    void saturationMovesFromTheOwnGray() {
        byte[] values = bytes(COLORS);
        ColorJitter.saturate(values, 0);
        assertArrayEquals(bytes(124, 124, 124, 29, 29, 29), values);
        byte[] more = bytes(COLORS);
        ColorJitter.saturate(more, 1.5);
        assertArrayEquals(bytes(238, 88, 13, 0, 0, 255), more);
    }

    @Test
    void hueTurnsThroughThePrimaryColors() {
        byte[] values = bytes(255, 0, 0, 0, 0, 0, 9, 9, 9, 255, 255, 255);
        Hue.turn(values, 1 / 3.0);
        assertArrayEquals(bytes(0, 255, 0, 0, 0, 0, 9, 9, 9, 255, 255, 255), values);
        byte[] back = bytes(255, 0, 0);
        Hue.turn(back, -1 / 3.0);
        assertArrayEquals(bytes(0, 0, 255), back);
        byte[] opposite = bytes(200, 100, 50);
        Hue.turn(opposite, 0.5);
        assertArrayEquals(bytes(50, 150, 200), opposite);
    }

    /** The JDK's own conversion is the oracle; it rounds once more, by float32. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -0.31, -0.1, 0.017, 0.25, 0.49})
    void hueIsThatOfTheJdk(double turn) {
        byte[] values = ShiftTest.noise(new ImageShape(40, 50, 3)).values();
        byte[] turned = values.clone();
        Hue.turn(turned, turn);
        for (int i = 0; i < values.length; i += 3) {
            float[] hsb = Color.RGBtoHSB(
                    Byte.toUnsignedInt(values[i]),
                    Byte.toUnsignedInt(values[i + 1]),
                    Byte.toUnsignedInt(values[i + 2]),
                    null);
            Color expected = new Color(Color.HSBtoRGB((float) (hsb[0] + turn), hsb[1], hsb[2]));
            assertEquals(expected.getRed(), Byte.toUnsignedInt(turned[i]), 1);
            assertEquals(expected.getGreen(), Byte.toUnsignedInt(turned[i + 1]), 1);
            assertEquals(expected.getBlue(), Byte.toUnsignedInt(turned[i + 2]), 1);
        }
    }

    @Test
    void orderIsDrawn() {
        Picture picture = ShiftTest.noise(new ImageShape(4, 4, 3));
        Picture plain = new ColorJitter(0, 0, 0, 0).augment(picture, new Draw(1, 1, 1));
        assertArrayEquals(picture.values(), plain.values());
        // Black stays black unless contrast comes first and lightens it, as far as the factor goes below 1.
        ImageShape half = new ImageShape(1, 2, 1);
        int before = 0;
        int lightened = 0;
        for (int index = 0; index < 2_000; index++) {
            byte[] found = new ColorJitter(0.9, 0.9, 0, 0)
                    .augment(new Picture(half, bytes(0, 100)), new Draw(1, 1, index))
                    .values();
            double[] factors = factors(new Draw(1, 1, index));
            if (factors[1] < 0.9) {
                lightened++;
                // The mean before the contrast is 50, or 50 times the brightness.
                double contrastFirst = Math.rint((1 - factors[1]) * 50) * factors[0];
                before += Math.abs(Byte.toUnsignedInt(found[0]) - contrastFirst) <= 1 ? 1 : 0;
            }
        }
        // Rounding makes some cases look alike in both orders.
        assertTrue(before > 0.4 * lightened, before + " of " + lightened);
    }

    /** As they are drawn: three numbers for the order, then a factor each. */
    private static double[] factors(Draw draw) {
        Random random = draw.random();
        random.nextInt(4);
        random.nextInt(3);
        random.nextInt(2);
        return new double[] {0.1 + 1.8 * random.nextDouble(), 0.1 + 1.8 * random.nextDouble()};
    }

    @Test
    void imagesWithoutColorsKeepTheirChannels() {
        Picture picture = ShiftTest.noise(new ImageShape(4, 4, 1));
        assertArrayEquals(
                picture.values(),
                new ColorJitter(0, 0, 1, 0.5)
                        .augment(picture, new Draw(1, 1, 1))
                        .values());
        assertNotEquals(
                Arrays.toString(picture.values()),
                Arrays.toString(new ColorJitter(0.5, 0.5, 1, 0.5)
                        .augment(picture, new Draw(1, 1, 1))
                        .values()));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0, 0, 0, brightness",
        "0, NaN, 0, 0, contrast",
        "0, 0, Infinity, 0, saturation",
        "0, 0, 0, 0.51, hue",
        "0, 0, 0, -0.1, hue"
    })
    void numbersOutOfRangeAreRefusedByName(
            double brightness, double contrast, double saturation, double hue, String says) {
        BadInputException error =
                assertThrows(BadInputException.class, () -> new ColorJitter(brightness, contrast, saturation, hue));
        assertTrue(error.getMessage().startsWith("the " + says + " of the color jitter is"), error.getMessage());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
