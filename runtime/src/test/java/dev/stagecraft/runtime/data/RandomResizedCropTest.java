package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomResizedCropTest {
    private static final ImageShape IMAGE = new ImageShape(300, 200, 3);

    @Test
    void areasAndAspectsAreInTheirRangesAndUniform() {
        Random random = new Random(1);
        int count = 20_000;
        double areas = 0;
        double aspects = 0;
        int high = 0;
        for (int i = 0; i < count; i++) {
            RandomResizedCrop.Part part = new RandomResizedCrop(0.1, 0.3, 0.5, 2).part(IMAGE, random);
            double area = (double) part.height() * part.width() / (300 * 200);
            double aspect = (double) part.width() / part.height();
            assertTrue(area > 0.098 && area < 0.302, part.toString());
            assertTrue(aspect > 0.49 && aspect < 2.04, part.toString());
            assertTrue(part.top() >= 0 && part.top() + part.height() <= 300, part.toString());
            assertTrue(part.left() >= 0 && part.left() + part.width() <= 200, part.toString());
            areas += area;
            aspects += Math.log(aspect);
            high += part.top() * 2 < 300 - part.height() ? 1 : 0;
        }
        // Uniform: the means are the middles; four deviations of the mean to each side.
        assertEquals(0.2, areas / count, 0.0017);
        assertEquals(0, aspects / count, 0.012);
        assertEquals(0.5, (double) high / count, 0.015);
    }

    /** Of a strip no part of this area and aspect fits, so that its center is taken with the nearest aspect. */
    @Test
    void centerIsTakenWhereNothingFits() {
        RandomResizedCrop whole = new RandomResizedCrop(1, 1, 0.75, 4.0 / 3);
        assertEquals(new RandomResizedCrop.Part(0, 36, 20, 27), whole.part(new ImageShape(20, 100, 1), new Random(1)));
        assertEquals(new RandomResizedCrop.Part(36, 0, 27, 20), whole.part(new ImageShape(100, 20, 1), new Random(1)));
        assertEquals(
                new RandomResizedCrop.Part(0, 0, 1, 1),
                new RandomResizedCrop(1, 1, 5, 9).part(new ImageShape(1, 1, 1), new Random(1)));
    }

    @Test
    void partIsCutOutOfTheImage() {
        Picture picture = ShiftTest.noise(new ImageShape(40, 30, 3));
        Draw draw = new Draw(3, 2, 1);
        Picture found = RandomResizedCrop.DEFAULT.augment(picture, draw);
        RandomResizedCrop.Part part = RandomResizedCrop.DEFAULT.part(picture.shape(), draw.random());
        assertEquals(new ImageShape(part.height(), part.width(), 3), found.shape());
        for (int row = 0; row < part.height(); row++) {
            int start = ((part.top() + row) * 30 + part.left()) * 3;
            assertArrayEquals(
                    Arrays.copyOfRange(picture.values(), start, start + part.width() * 3),
                    Arrays.copyOfRange(found.values(), row * part.width() * 3, (row + 1) * part.width() * 3));
        }
        assertSame(picture, new RandomResizedCrop(1, 1, 0.75, 0.75).augment(picture, draw));
        assertFalse(RandomResizedCrop.DEFAULT.keepsSize());
    }

    /** The part that was drawn fills the input of the network, even where its resizing cuts out the center. */
    @Test
    void partIsSqueezedToTheInput() {
        byte[] values = new byte[8 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (10 * (i % 8));
        }
        LabeledImages images = CheckedImages.of(new ImagesInMemory(new ImageShape(8, 8, 1), 2, values, new byte[1]));
        Preprocessing cropping =
                Preprocessing.usual(new ImageShape(4, 4, 1)).withResizing(Resizing.crop(Resizing.Filter.BILINEAR, 0.5));
        Feed whole = Feed.PLAIN.augmented(new RandomResizedCrop(1, 1, 1, 1));
        float[] squeezed = floats(images, new Preparation(cropping, whole, 1, 1));
        float[] cropped = floats(images, new Preparation(cropping, Feed.PLAIN, 1, 1));
        assertEquals(20, cropped[0]);
        assertEquals(50, cropped[3]);
        assertArrayEquals(
                floats(
                        images,
                        new Preparation(
                                cropping.withResizing(Resizing.squeeze(Resizing.Filter.BILINEAR)), Feed.PLAIN, 1, 1)),
                squeezed);
    }

    private static float[] floats(LabeledImages images, Preparation preparation) {
        Batches batches = new Batches(images, new int[] {0}, 1, preparation);
        return ((Batch.Floats) batches.iterator().next().pixels()).values();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.75, 1.3, smallest share",
        "1.1, 1.2, 0.75, 1.3, smallest share",
        "0.5, 0.4, 0.75, 1.3, largest share",
        "0.5, 1.1, 0.75, 1.3, largest share",
        "NaN, 1, 0.75, 1.3, smallest share",
        "0.5, NaN, 0.75, 1.3, largest share",
        "0.5, 1, 0, 1.3, narrowest aspect",
        "0.5, 1, NaN, 1.3, narrowest aspect",
        "0.5, 1, 1, 0.9, widest aspect",
        "0.5, 1, 1, Infinity, widest aspect"
    })
    void numbersOutOfRangeAreRefusedByName(
            double smallest, double largest, double narrowest, double widest, String says) {
        BadInputException error = assertThrows(
                BadInputException.class, () -> new RandomResizedCrop(smallest, largest, narrowest, widest));
        assertTrue(error.getMessage().startsWith("the " + says + " of a random-resized crop is"), error.getMessage());
    }
}
