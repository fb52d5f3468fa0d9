package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIFAR-10 and CIFAR-100 as their authors publish them, and each other file under their names. */
class CifarTest {
    @TempDir
    private Path folder;

    @Test
    void planesOfTenClassesBecomePixels() throws IOException {
        DataSet set = open("cifar10:" + writeTen(folder));
        assertEquals("images in the form of CIFAR-10", set.name());
        assertEquals(new ImageShape(32, 32, 3), set.train().shape());
        assertEquals(10, set.classes());
        assertEquals(10, set.train().size());
        assertEquals(2, set.test().size());
        assertEquals(List.of(), set.classNames());
        // The files follow each other: two images each, labels that count on.
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, labels(set.train()));
        assertPixels(set.train(), 7);
        assertPixels(set.test(), 1);
    }

    @Test
    void secondByteOfAHundredClassesIsTheClass() throws IOException {
        DataSet set = open("cifar100:" + writeHundred(folder));
        assertEquals(100, set.classes());
        assertArrayEquals(new int[] {99, 98, 97}, labels(set.train()));
        assertPixels(set.train(), 2);
    }

    @Test
    void foldersOfTheArchivesAreFound() throws IOException {
        writeTen(Files.createDirectory(folder.resolve("cifar-10-batches-bin")));
        writeHundred(Files.createDirectory(folder.resolve("cifar-100-binary")));
        assertEquals(10, open("cifar10:" + folder).classes());
        assertEquals(100, open("cifar100:" + folder).classes());
    }

    @Test
    void classesAreCalledAsTheirFileSays() throws IOException {
        writeTen(folder);
        Files.writeString(
                folder.resolve("batches.meta.txt"),
                "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
        assertEquals("truck", open("cifar10:" + folder).classNames().get(9));
        Files.writeString(folder.resolve("batches.meta.txt"), "airplane\nbird\n");
        assertRefused("cifar10:" + folder, "batches.meta.txt has 2 names, but CIFAR-10 has 10 classes");
        Files.writeString(folder.resolve("batches.meta.txt"), "airplane\nbird\nairplane\n");
        assertRefused("cifar10:" + folder, "batches.meta.txt: line 3 has airplane again");
        Files.writeString(folder.resolve("batches.meta.txt"), "airplane\n\nbird\n");
        assertRefused("cifar10:" + folder, "batches.meta.txt: line 2 is empty");
        Files.write(folder.resolve("batches.meta.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertRefused("cifar10:" + folder, "batches.meta.txt is not text in UTF-8");
    }

    @Test
    void oneFormUnderTheOthersNameIsSaidSo() throws IOException {
        writeHundred(folder);
        assertRefused("cifar10:" + folder, folder + " holds the files of CIFAR-100; write cifar100:FOLDER");
        for (int i = 1; i <= 5; i++) {
            Files.copy(folder.resolve("train.bin"), folder.resolve("data_batch_" + i + ".bin"));
        }
        Files.move(folder.resolve("test.bin"), folder.resolve("test_batch.bin"));
        assertRefused(
                "cifar10:" + folder,
                "data_batch_1.bin has 9,222 bytes; a file of CIFAR-10 must have a multiple of 3,073: it"
                        + " has the length of 3 images of CIFAR-100; write cifar100:FOLDER");
    }

    /** 153,700,000 bytes are no whole number of the other's records. */
    @Test
    void wholeFileOfTheOtherFormIsRefusedByItsLength() throws IOException {
        writeTen(folder);
        try (var file =
                new java.io.RandomAccessFile(folder.resolve("data_batch_1.bin").toFile(), "rw")) {
            file.setLength(153_700_000);
        }
        assertRefused("cifar10:" + folder, "data_batch_1.bin has 153,700,000 bytes", "50,000 images of CIFAR-100");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 images and 0 more bytes", "3072, 0 images and 3072 more bytes", "6147, 2 images and 1 more bytes"
    })
    void cutFileIsRefusedByItsLength(int bytes, String found) throws IOException {
        writeTen(folder);
        Files.write(folder.resolve("data_batch_3.bin"), new byte[bytes]);
        assertRefused("cifar10:" + folder, folder.resolve("data_batch_3.bin") + " has", "multiple of 3,073", found);
    }

    @Test
    void labelOutOfRangeIsNamedWithItsFile() throws IOException {
        writeTen(folder);
        byte[] batch = Files.readAllBytes(folder.resolve("data_batch_2.bin"));
        batch[3073] = 10;
        Files.write(folder.resolve("data_batch_2.bin"), batch);
        assertRefused("cifar10:" + folder, folder.resolve("data_batch_2.bin") + ": label 1 is 10; it must be 0 to 9");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertRefused(
                "cifar10:" + folder, "holds none of the files of CIFAR-10", "data_batch_1.bin, ", "test_batch.bin");
        assertRefused("cifar10:" + folder.resolve("nowhere"), folder.resolve("nowhere") + " is missing");
        assertRefused("cifar10", "needs a folder; write cifar10:FOLDER");
        writeTen(folder);
        assertRefused("cifar10:" + folder.resolve("test_batch.bin"), "test_batch.bin is not a folder");
        Files.delete(folder.resolve("data_batch_4.bin"));
        assertRefused("cifar10:" + folder, folder.resolve("data_batch_4.bin") + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_batch_1", "cifar-10-batches-py"})
    void formForPythonIsSaidSo(String file) throws IOException {
        Files.createFile(folder.resolve(file));
        assertRefused("cifar10:" + folder, "in the format for Python; get the binary format, cifar-10-binary.tar.gz");
    }

    @Test
    void archiveIsToBeUnpacked() throws IOException {
        Files.createFile(folder.resolve("cifar-100-binary.tar.gz"));
        assertRefused("cifar100:" + folder, "holds the archive cifar-100-binary.tar.gz; unpack it there");
    }

    @Test
    void imagesThatDoNotFitAreRefusedBeforeTheyAreRead() {
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> CifarFiles.requireRoom(CifarForm.CIFAR_10, folder, 153_600_000, 100 << 20));
        assertTrue(error.getMessage().contains("take 146 MiB of Java's heap, but it has 100 MiB"), error.getMessage());
    }

    private DataSet open(String data) {
        return new DataSets(Map.of()).open(data, 1, new SilentTransfer());
    }

    private void assertRefused(String data, String... says) {
        BadInputException error = assertThrows(BadInputException.class, () -> open(data));
        for (String said : says) {
            assertTrue(error.getMessage().contains(said), error.getMessage());
        }
    }

    private static int[] labels(LabeledImages images) {
        int[] labels = new int[images.size()];
        Arrays.setAll(labels, images::label);
        return labels;
    }

    private static void assertPixels(LabeledImages images, int index) {
        ByteBuffer image = ByteBuffer.allocate(32 * 32 * 3);
        images.read(index, image);
        for (int row = 0; row < 32; row++) {
            for (int column = 0; column < 32; column++) {
                int at = (row * 32 + column) * 3;
                assertArrayEquals(
                        new byte[] {(byte) row, (byte) column, (byte) 200},
                        Arrays.copyOfRange(image.array(), at, at + 3));
            }
        }
    }

    private static Path writeTen(Path folder) throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.write(folder.resolve("data_batch_" + (i + 1) + ".bin"), records(new byte[][] {
                {(byte) (2 * i)}, {(byte) (2 * i + 1)}
            }));
        }
        Files.write(folder.resolve("test_batch.bin"), records(new byte[][] {{3}, {4}}));
        return folder;
    }

    private static Path writeHundred(Path folder) throws IOException {
        Files.write(folder.resolve("train.bin"), records(new byte[][] {{19, 99}, {18, 98}, {17, 97}}));
        Files.write(folder.resolve("test.bin"), records(new byte[][] {{1, 2}}));
        return folder;
    }

    /** Red is the row, green the column, blue 200. */
    private static byte[] records(byte[][] labels) {
        ByteBuffer out = ByteBuffer.allocate(labels.length * (labels[0].length + 3072));
        for (byte[] label : labels) {
            out.put(label);
            for (int i = 0; i < 1024; i++) {
                out.put((byte) (i / 32));
            }
            for (int i = 0; i < 1024; i++) {
                out.put((byte) (i % 32));
            }
            for (int i = 0; i < 1024; i++) {
                out.put((byte) 200);
            }
        }
        return out.array();
    }
}
