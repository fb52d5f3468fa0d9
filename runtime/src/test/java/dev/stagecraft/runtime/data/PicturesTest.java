package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of several sizes, names of classes, and sets of three parts. */
class PicturesTest {
    private static final ImageShape INPUT = new ImageShape(6, 8, 3);

    @Test
    void picturesOfSeveralSizesHaveNoOneShape() {
        LabeledImages pictures = CheckedImages.of(new SizedPictures(9, 3, 1)).first(5);
        assertEquals(5, pictures.size());
        assertEquals(Optional.empty(), pictures.oneShape());
        assertEquals(3, pictures.channels());
        assertEquals(new ImageShape(6, 5, 3), pictures.picture(1).shape());
        ByteBuffer all = ByteBuffer.allocate(90);
        pictures.read(1, all);
        assertArrayEquals(pictures.picture(1).values(), all.array());
        BadInputException error = assertThrows(BadInputException.class, pictures::shape);
        assertTrue(error.getMessage().contains("images of several sizes and so no single shape"), error.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> pictures.picture(5));
        assertThrows(BadInputException.class, () -> new Batches(pictures, new int[] {0}, 1));
    }

    @Test
    void pictureHasTheValuesOfItsShape() {
        assertThrows(IllegalArgumentException.class, () -> new Picture(INPUT, new byte[INPUT.values() - 1]));
        assertArrayEquals(
                new byte[] {3, 4},
                new ImagesInMemory(new ImageShape(1, 2, 1), 2, new byte[] {1, 2, 3, 4}, new byte[2])
                        .picture(1)
                        .values());
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken(own -> own.channels = 0, "channels() is 0; it must be at least 1"),
                broken(own -> own.names = null, "classNames() is null; it must be a name per class, or empty"),
                broken(own -> own.names = Arrays.asList("a", null), "classNames() is [a, null]"),
                broken(own -> own.names = List.of("a"), "classNames() has 1 names for 2 classes"),
                broken(own -> own.names = List.of("a", "a"), "classNames() repeats a name: [a, a]"));
    }

    private static Arguments broken(Consumer<Own> breaks, String says) {
        return Arguments.of(breaks, says);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatCannotBeIsRefusedAtOnce(Consumer<Own> breaks, String says) {
        Own own = new Own();
        breaks.accept(own);
        BadInputException error = assertThrows(BadInputException.class, () -> CheckedImages.of(own));
        assertTrue(error.getMessage().startsWith(Own.class.getName() + ": " + says), error.getMessage());
    }

    @Test
    void pictureOfOtherChannelsIsNamedWithTheClass() {
        Own own = new Own();
        LabeledImages checked = CheckedImages.of(own);
        own.channels = 1;
        assertBroken(checked, "picture 0 has 1 channels; it must have 3");
        own.channels = 0;
        assertBroken(checked, "picture 0 is null; it must be an image");
    }

    private static void assertBroken(LabeledImages images, String says) {
        BadInputException error = assertThrows(BadInputException.class, () -> images.picture(0));
        assertEquals(Own.class.getName() + ": " + says, error.getMessage());
    }

    @Test
    void setHasPartsThatAgree() {
        LabeledImages train = new SizedPictures(20, 3, 1);
        LabeledImages validation = new SizedPictures(10, 3, 2);
        LabeledImages test = new SizedPictures(5, 3, 3);
        DataSet data = new DataSet("animals", train, validation, test);
        assertEquals(10, data.validation().orElseThrow().size());
        assertEquals(List.of("ant", "bee", "cow"), data.classNames());
        assertEquals(3, data.classes());
        assertEquals(INPUT, data.fedShape(INPUT));
        assertEquals(Optional.empty(), new DataSet("animals", train, test).validation());
        assertEquals(new ImageShape(28, 28, 1), Shapes.draw(1, 10, 10).fedShape(INPUT));

        assertRefused(train, Optional.of(new SizedPictures(5, 1, 1)), test, "validation images are several sizes×1");
        assertRefused(train, Optional.empty(), new SizedPictures(5, 1, 1), "test images are several sizes×1 of 3;");
        LabeledImages one = new ImagesInMemory(INPUT, 3, new byte[INPUT.values()], new byte[1]);
        assertRefused(
                train,
                Optional.empty(),
                one,
                "training images are several sizes×3 of 3 classes, but test images are 6×8×3");
        Own own = new Own();
        own.names = List.of();
        LabeledImages nameless = CheckedImages.of(own);
        own.names = List.of("a", "b");
        assertRefused(own, Optional.of(nameless), own, "[a, b], those of the validation images []; they must agree");
    }

    private static void assertRefused(
            LabeledImages train, Optional<LabeledImages> validation, LabeledImages test, String says) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> new DataSet("animals", train, validation, test, Feed.PLAIN));
        assertTrue(error.getMessage().startsWith("animals: "), error.getMessage());
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }

    /** The same bytes in another size are another image. */
    @Test
    void fingerprintKnowsTheSizeOfEachPicture() {
        assertNotEquals(fingerprint(2, 3), fingerprint(3, 2));
        assertEquals(fingerprint(2, 3), fingerprint(2, 3));
        Own own = new Own();
        assertNotEquals(fingerprint(2, 3), DataFingerprint.of(own));
        assertEquals(64, DataFingerprint.sampled(own).length());
        assertEquals(
                List.of("all 2 training images are equal", "all 2 test images are equal"),
                DataNotices.of(new DataSet("own", own, own)).stream()
                        .filter(text -> text.startsWith("all 2 "))
                        .filter(text -> text.endsWith("equal"))
                        .toList());
    }

    private static String fingerprint(int height, int width) {
        Own own = new Own();
        own.shape = new ImageShape(height, width, 3);
        return DataFingerprint.of(own);
    }

    private static final class Own implements Pictures {
        private int channels = 3;
        private ImageShape shape = new ImageShape(1, 2, 3);
        private List<String> names = List.of();

        @Override
        public int size() {
            return 2;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public List<String> classNames() {
            return names;
        }

        @Override
        public Picture picture(int index) {
            if (channels == 0) {
                return null;
            }
            ImageShape now = new ImageShape(shape.height(), shape.width(), channels);
            return new Picture(now, new byte[now.values()]);
        }

        @Override
        public int label(int index) {
            return index;
        }
    }
}
