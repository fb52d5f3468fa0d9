package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where pixels come from says the same as the augmentation that moves them. */
class MovingTest {
    private static final int COUNT = 200;

    static Stream<List<Augmentation>> moving() {
        return Stream.of(
                List.of(new HorizontalFlip()),
                List.of(new Shift(0.2)),
                List.of(new Shift(1)),
                List.of(new PadAndCrop(0.2)),
                List.of(new PadAndCrop(1)),
                List.of(RandomResizedCrop.DEFAULT),
                List.of(new Shift(0.3), new HorizontalFlip()),
                List.of(new HorizontalFlip(), new PadAndCrop(0.5), new HorizontalFlip()),
                // Repeated edges may be black, and black may be moved.
                List.of(new PadAndCrop(0.5), new Shift(0.5), new PadAndCrop(0.5)),
                List.of(RandomResizedCrop.DEFAULT, new HorizontalFlip(), new PadAndCrop(0.3), new Shift(0.3)));
    }

    @ParameterizedTest
    @MethodSource("moving")
    void originsAreThoseOfTheAugmentedImage(List<Augmentation> all) {
        for (ImageShape shape : List.of(new ImageShape(9, 7, 3), new ImageShape(1, 5, 1), new ImageShape(5, 1, 2))) {
            LabeledImages images = images(shape);
            Preparation preparation = preparation(Feed.PLAIN.withAugmentations(all));
            for (int index = 0; index < COUNT; index++) {
                Picture expected = preparation.augmented(images, index);
                Origins origins = preparation.origins(shape, index);
                assertEquals(expected.shape(), origins.shape(shape.channels()));
                assertArrayEquals(expected.values(), moved(images.picture(index), origins));
            }
        }
    }

    private static byte[] moved(Picture picture, Origins origins) {
        ImageShape from = picture.shape();
        int channels = from.channels();
        ImageShape to = origins.shape(channels);
        byte[] moved = new byte[to.values()];
        for (int row = 0; row < to.height(); row++) {
            for (int column = 0; column < to.width(); column++) {
                int y = origins.rows()[row];
                int x = origins.columns()[column];
                if (y < from.height() && x < from.width()) {
                    System.arraycopy(
                            picture.values(),
                            (y * from.width() + x) * channels,
                            moved,
                            (row * to.width() + column) * channels,
                            channels);
                }
            }
        }
        return moved;
    }

    private static LabeledImages images(ImageShape shape) {
        byte[] values = new byte[COUNT * shape.values()];
        new Random(1).nextBytes(values);
        return CheckedImages.of(new ImagesInMemory(shape, 2, values, new byte[COUNT]));
    }

    private static Preparation preparation(Feed feed) {
        return new Preparation(Preprocessing.usual(new ImageShape(8, 8, 1)), feed, 3, 2).keeping();
    }

    /** Labels, positions and order are those of a fed batch, whoever reads it. */
    @Test
    void batchHasPositionsAndOrigins() {
        ImageShape shape = new ImageShape(3, 4, 1);
        LabeledImages images = images(shape);
        int[] order = EpochOrder.shuffled(COUNT, 1, 1);
        Preparation preparation = preparation(Feed.PLAIN.augmented(new Shift(0.5)));
        try (ReadAhead ahead = new ReadAhead(new Batches(images, order, 150, preparation), 1, 3)) {
            Batch batch = ahead.next();
            Batch.Kept kept = (Batch.Kept) batch.pixels();
            assertEquals(50, kept.count());
            assertEquals(0, kept.heights().length);
            for (int i = 0; i < 50; i++) {
                assertEquals(order[150 + i], kept.positions()[i]);
                Origins origins = preparation.origins(shape, order[150 + i]);
                assertArrayEquals(origins.rows(), Arrays.copyOfRange(kept.rows(), 3 * i, 3 * (i + 1)));
                assertArrayEquals(origins.columns(), Arrays.copyOfRange(kept.columns(), 4 * i, 4 * (i + 1)));
            }
        }
        Batch plain = new Batches(images, order, 9, preparation(Feed.PLAIN))
                .iterator()
                .next();
        assertEquals(0, ((Batch.Kept) plain.pixels()).rows().length);
    }

    static Stream<Feed> refused() {
        return Stream.of(
                Feed.PLAIN.augmented(new Rotation(5)),
                Feed.PLAIN.augmented(new ColorJitter(0.1, 0, 0, 0)),
                Feed.PLAIN.mixed(new MixedPairs()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatChangesValuesIsNotKept(Feed feed) {
        LabeledImages images = images(new ImageShape(3, 3, 1));
        BadInputException error =
                assertThrows(BadInputException.class, () -> preparation(feed).requireKeeping("noise", images));
        assertTrue(
                error.getMessage().startsWith("the training images of noise cannot be kept on the device, because"),
                error.getMessage());
        assertTrue(error.getMessage().endsWith("or leave out --images-on-device"), error.getMessage());
    }

    @Test
    void picturesOfSeveralSizesAreNotKept() {
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> preparation(Feed.PLAIN).requireKeeping("photos", new SizedPictures(4, 1, 1)));
        assertTrue(error.getMessage().contains("pictures of several sizes"), error.getMessage());
    }

    static Stream<Resizing> resizings() {
        return Stream.of(
                Resizing.DEFAULT,
                Resizing.SAMPLED,
                Resizing.squeeze(Resizing.Filter.BICUBIC),
                Resizing.crop(Resizing.Filter.BILINEAR, 0.8),
                Resizing.crop(Resizing.Filter.BICUBIC, 1));
    }

    @ParameterizedTest
    @MethodSource("resizings")
    void weightsAreThoseOfTheResizing(Resizing resizing) {
        for (ImageShape to : List.of(new ImageShape(16, 16, 2), new ImageShape(5, 9, 2), new ImageShape(11, 8, 2))) {
            Picture picture = images(new ImageShape(11, 8, 2)).picture(0);
            Preprocessing preprocessing = Preprocessing.usual(to).withResizing(resizing);
            float[] expected = new float[to.values()];
            preprocessing.resize(picture, expected, 0);
            assertArrayEquals(expected, product(picture, preprocessing.weights(picture.shape()), to), 2e-4f);
        }
    }

    private static float[] product(Picture picture, ResizingWeights weights, ImageShape to) {
        ImageShape from = picture.shape();
        float[] product = new float[to.values()];
        for (int i = 0; i < product.length; i++) {
            int channel = i % to.channels();
            int x = i / to.channels() % to.width();
            int y = i / to.channels() / to.width();
            double sum = 0;
            for (int row = 0; row < from.height(); row++) {
                for (int column = 0; column < from.width(); column++) {
                    byte value = picture.values()[(row * from.width() + column) * from.channels() + channel];
                    sum += (double) weights.rows()[y * from.height() + row]
                            * weights.columns()[x * from.width() + column]
                            * Byte.toUnsignedInt(value);
                }
            }
            product[i] = (float) sum;
        }
        return product;
    }

    /** The Java form is squeezed too. */
    @Test
    void onlyPartsHaveSizes() {
        ImageShape shape = new ImageShape(6, 6, 1);
        Preparation preparation = preparation(Feed.PLAIN.augmented(RandomResizedCrop.DEFAULT));
        Batch batch = new Batches(images(shape), new int[] {4, 2}, 2, preparation)
                .iterator()
                .next();
        Batch.Kept kept = (Batch.Kept) batch.pixels();
        assertEquals(2, kept.heights().length);
        assertEquals(2, kept.widths().length);
        assertEquals(Optional.empty(), batch.distributions());
    }
}
