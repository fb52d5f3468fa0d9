package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingTest {
    private static final ImageShape SIZE = new ImageShape(4, 4, 2);

    @Test
    void usualOneScalesToOne() {
        assertEquals(new Preprocessing(SIZE, 255f, List.of(), List.of()), Preprocessing.usual(SIZE));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(0f, List.of(), List.of(), "scale is 0.0; it must be finite and above 0"),
                Arguments.of(-1f, List.of(), List.of(), "scale is -1.0"),
                Arguments.of(Float.NaN, List.of(), List.of(), "scale is NaN"),
                Arguments.of(Float.POSITIVE_INFINITY, List.of(), List.of(), "scale is Infinity"),
                Arguments.of(1f, List.of(1f), List.of(), "mean is [1.0]; it must have a number for each of 2 channels"),
                Arguments.of(1f, List.of(1f, Float.NaN), List.of(), "mean is [1.0, NaN]; each must be finite"),
                Arguments.of(1f, List.of(), List.of(1f, 0f), "deviation is [1.0, 0.0]; each must be above 0"),
                Arguments.of(
                        1f, List.of(), List.of(1f, 1f, 1f), "deviation is [1.0, 1.0, 1.0]; it must have a number"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void numberOutOfRangeIsRefused(float scale, List<Float> mean, List<Float> deviation, String says) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> new Preprocessing(SIZE, scale, mean, deviation));
        assertTrue(error.getMessage().startsWith(says), error.getMessage());
    }

    /** By hand: the centers of four pixels over two lie at −0.25, 0.25, 0.75 and 1.25 of the first one's. */
    @Test
    void twoPixelsBecomeFour() {
        Picture picture = new Picture(new ImageShape(1, 2, 2), new byte[] {0, 100, 80, (byte) 200});
        float[] found = new float[2 + 8];
        Preprocessing.usual(new ImageShape(1, 4, 2)).resize(picture, found, 2);
        assertArrayEquals(new float[] {0, 0, 0, 100, 20, 125, 60, 175, 80, 200}, found);
    }

    /** By hand: the first result lies at 1 of the four, so that three pixels weigh 0.75, 0.75 and 0.25 of 1.75. */
    @Test
    void fourPixelsBecomeTwo() {
        Picture picture = new Picture(new ImageShape(4, 1, 1), new byte[] {0, 10, 20, 40});
        float[] found = new float[2];
        Preprocessing usual = Preprocessing.usual(new ImageShape(2, 1, 1));
        usual.resize(picture, found, 0);
        assertArrayEquals(new float[] {12.5f / 1.75f, 47.5f / 1.75f}, found, 1e-5f);
        usual.withResizing(Resizing.SAMPLED).resize(picture, found, 0);
        assertArrayEquals(new float[] {5, 30}, found);
    }

    @Test
    void imagesTogetherAreResizedAsEachAlone() {
        ImageShape from = new ImageShape(2, 1, 1);
        float[] found = Preprocessing.usual(new ImageShape(1, 1, 1)).resize(new byte[] {0, 10, 20, 40}, from, 2);
        assertArrayEquals(new float[] {5, 30}, found);
    }

    @Test
    void meanDeviationAndResizingAreReplacedAlone() {
        Preprocessing found = Preprocessing.usual(SIZE)
                .withMean(0.5, 0.25)
                .withDeviation(0.125, 1)
                .withResizing(Resizing.crop(Resizing.Filter.BICUBIC, 0.5));
        assertEquals(
                new Preprocessing(
                        SIZE,
                        255f,
                        List.of(0.5f, 0.25f),
                        List.of(0.125f, 1f),
                        new Resizing(Resizing.Mode.CROP, Resizing.Filter.BICUBIC, 0.5)),
                found);
        assertEquals("bicubic, crop 0.5", found.resizing().toString());
        assertEquals("bilinear", Resizing.DEFAULT.toString());
    }

    /** A crop of less than all cuts even an image of the right size. */
    @Test
    void cropOfAShareChangesEveryImage() {
        Preprocessing usual = Preprocessing.usual(SIZE);
        assertFalse(usual.changes(SIZE));
        assertFalse(
                usual.withResizing(Resizing.crop(Resizing.Filter.BILINEAR, 1)).changes(SIZE));
        assertTrue(
                usual.withResizing(Resizing.crop(Resizing.Filter.BILINEAR, 0.9)).changes(SIZE));
        assertTrue(usual.changes(new ImageShape(4, 5, 2)));
    }

    static Stream<Arguments> wrongResizings() {
        return Stream.of(
                Arguments.of(Resizing.Mode.CROP, Resizing.Filter.BILINEAR, 0.0, "share is 0.0; it must be above 0"),
                Arguments.of(Resizing.Mode.CROP, Resizing.Filter.BILINEAR, 1.01, "share is 1.01"),
                Arguments.of(Resizing.Mode.CROP, Resizing.Filter.BILINEAR, Double.NaN, "share is NaN"),
                Arguments.of(Resizing.Mode.SQUEEZE, Resizing.Filter.BILINEAR, 0.5, "share is 0.5; it must be 1"),
                Arguments.of(Resizing.Mode.CROP, Resizing.Filter.SAMPLED, 1.0, "the filter SAMPLED cannot crop"));
    }

    @ParameterizedTest
    @MethodSource("wrongResizings")
    void resizingOutOfRangeIsRefused(Resizing.Mode mode, Resizing.Filter filter, double share, String says) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> new Resizing(mode, filter, share));
        assertTrue(error.getMessage().startsWith(says), error.getMessage());
    }

    @Test
    void imageOfTheRightSizeKeepsItsValues() {
        Picture picture = new Picture(new ImageShape(1, 2, 1), new byte[] {-1, 7});
        float[] found = new float[2];
        Preprocessing.usual(picture.shape()).resize(picture, found, 0);
        assertArrayEquals(new float[] {255, 7}, found);
    }
}
