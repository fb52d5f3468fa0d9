package dev.stagecraft.runtime.data;

import static dev.stagecraft.runtime.data.IdxFiles.gzip;
import static dev.stagecraft.runtime.data.IdxFiles.images;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
    @TempDir
    private Path folder;

    @Test
    void readsImagesAndLabels() throws IOException {
        DataSet set = FashionMnist.open(IdxFiles.writeSet(folder, 20, 10));
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
        assertEquals("Fashion-MNIST", set.name());
        assertEquals(List.of(), DataNotices.of(set));
        assertEquals(60_000, set.train().size());
        assertEquals(10_000, set.test().size());
        assertEquals(new ImageShape(28, 28, 1), set.train().shape());
        int[] perClass = new int[10];
        for (int i = 0; i < set.train().size(); i++) {
            perClass[set.train().label(i)]++;
        }
        assertTrue(Arrays.stream(perClass).allMatch(count -> count == 6_000), Arrays.toString(perClass));
    }
}
