package dev.stagecraft.runtime.data;

import static dev.stagecraft.runtime.data.IdxFiles.gzip;
import static dev.stagecraft.runtime.data.IdxFiles.images;
import static dev.stagecraft.runtime.data.IdxFiles.labels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FashionMnistTest {
    @TempDir
    private Path folder;

    @Test
    void readsImagesAndLabels() throws IOException {
        DataSet set = FashionMnist.open(IdxFiles.writeSet(folder, 20, 10));
        assertEquals("Fashion-MNIST", set.name());
        assertEquals(20, set.train().size());
        assertEquals(10, set.test().size());
        assertEquals(new ImageShape(4, 3, 1), set.train().shape());
        assertEquals(10, set.train().classes());
        assertEquals(7, set.train().label(17));
        ByteBuffer image = ByteBuffer.allocate(12);
        set.train().read(2, image);
        assertEquals(24, image.get(0));
        assertEquals(35, image.get(11));
        assertThrows(IndexOutOfBoundsException.class, () -> set.train().read(20, ByteBuffer.allocate(12)));
    }

    static Stream<Arguments> broken() throws IOException {
        byte[] whole = gzip(images(0x803, 20, 4, 3, 240));
        return Stream.of(
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x801, 20, 4, 3, 240)), "begins with 0x00000801"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, 20, 4, 3, 239)), "ends after 239 of the 240"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, 20, 4, 3, 241)), "goes on after the 240"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, -1, 4, 3, 0)), "announces -1 images"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, 20, 0, 3, 0)), "of 0×3"),
                Arguments.of(
                        IdxFolder.TRAIN_IMAGES,
                        gzip(images(0x803, Integer.MAX_VALUE, 16_000, 16_000, 5)),
                        "more than the 2 GiB"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, 2_000_000, 28, 28, 5)), "more than an archive"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, 19, 4, 3, 228)), "holds 19 images"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, gzip(images(0x803, 20, 3, 4, 240)), "images to test on 4×3×1"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, Arrays.copyOf(whole, whole.length / 2), "cut off"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, "no gzip".getBytes(StandardCharsets.UTF_8), "no sound gzip"),
                Arguments.of(IdxFolder.TRAIN_IMAGES, new byte[0], "cut off"),
                Arguments.of(IdxFolder.TRAIN_LABELS, gzip(labels(0x803, 20, 20)), "begins with 0x00000803"),
                Arguments.of(IdxFolder.TRAIN_LABELS, gzip(outOfRange()), "label 1 is 10, expected is 0 to 9"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenFileIsNamedWithWhatWasFound(String file, byte[] content, String says) throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        Files.write(folder.resolve(file), content);
        BadInputException error = assertThrows(BadInputException.class, () -> FashionMnist.open(folder));
        assertTrue(error.getMessage().contains(says), error.getMessage());
        assertTrue(error.getMessage().contains(folder.toString()), error.getMessage());
    }

    @Test
    void missingFileAndFolderAreNamed() throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        Files.delete(folder.resolve(IdxFolder.TEST_LABELS));
        BadInputException file = assertThrows(BadInputException.class, () -> FashionMnist.open(folder));
        assertTrue(
                file.getMessage().contains(folder.resolve(IdxFolder.TEST_LABELS) + " is missing"), file.getMessage());
        Path nowhere = folder.resolve("nowhere");
        BadInputException none = assertThrows(BadInputException.class, () -> FashionMnist.open(nowhere));
        assertTrue(none.getMessage().contains(nowhere + " is no folder"), none.getMessage());
    }

    /** Whatever the bytes are, the answer is a data set or the one error. */
    @Test
    void mutatedFilesNeverSurprise() throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        byte[] plain = images(0x803, 20, 4, 3, 240);
        byte[] zipped = gzip(plain);
        Path file = folder.resolve(IdxFolder.TRAIN_IMAGES);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] mutated = (i % 2 == 0 ? plain : zipped).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                mutated[random.nextInt(i % 4 < 2 ? 16 : mutated.length)] = (byte) random.nextInt();
            }
            Files.write(file, i % 2 == 0 ? gzip(mutated) : mutated);
            try {
                FashionMnist.open(folder);
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "only " + refused + " of 2,000 were refused");
    }

    @Test
    void publishedSetIsReadWhole() {
        String real = System.getProperty("stagecraft.fashionMnist", "");
        assumeTrue(!real.isEmpty(), "stagecraft.fashionMnist names no folder, so the published set was not read");
        DataSet set = FashionMnist.open(Path.of(real));
        assertEquals(60_000, set.train().size());
        assertEquals(10_000, set.test().size());
        assertEquals(new ImageShape(28, 28, 1), set.train().shape());
        int[] perClass = new int[10];
        for (int i = 0; i < set.train().size(); i++) {
            perClass[set.train().label(i)]++;
        }
        assertTrue(Arrays.stream(perClass).allMatch(count -> count == 6_000), Arrays.toString(perClass));
    }

    private static byte[] outOfRange() throws IOException {
        byte[] labels = labels(0x801, 20, 20);
        labels[8 + 1] = 10;
        return labels;
    }
}
