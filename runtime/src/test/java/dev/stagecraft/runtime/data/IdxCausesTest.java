package dev.stagecraft.runtime.data;

import static dev.stagecraft.runtime.data.IdxFiles.gzip;
import static dev.stagecraft.runtime.data.IdxFiles.images;
import static dev.stagecraft.runtime.data.IdxFiles.labels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Transfer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that is not as published, in each of the ways in which people's folders are not: each its own advice. */
class IdxCausesTest {
    private static final String ANEW = "get the file again";

    @TempDir
    private Path folder;

    static Stream<Arguments> causes() throws IOException {
        byte[] whole = images(0x803, 20, 4, 3, 240);
        byte[] packed = gzip(whole);
        byte[] badSum = packed.clone();
        badSum[packed.length - 6] ^= 1;
        return Stream.of(
                inImages(new byte[0], "it is empty", ANEW),
                inImages(new byte[] {0, 0}, "it is cut off", ANEW),
                inImages(gzip(new byte[0]), "it is cut off", ANEW),
                inImages(Arrays.copyOf(packed, packed.length / 2), "it is cut off", ANEW),
                inImages(badSum, "its gzip archive is damaged", ANEW),
                inImages(
                        Arrays.copyOf(whole, 200),
                        "it is cut off: it has 200 bytes, and its header announces 240",
                        ANEW),
                inImages(Arrays.copyOf(whole, 300), "it has more than the 240", ANEW),
                inImages(gzip(packed), "packed twice", "unpack it once"),
                inImages(text("PK\3\4 archive"), "a ZIP archive", "unpack it"),
                inImages(text("BZh91AY"), "a bzip2 archive", "unpack it"),
                inImages(text("<!DOCTYPE html><html>"), "a web page", "from where it is published"),
                inImages(gzip(text("<html>")), "a web page", "from where it is published"),
                inImages(text("version https://git-lfs.github.com/spec/v1"), "a Git LFS pointer", "git lfs pull"),
                inImages(text("nothing known"), "begins with 0x6e6f7468", "not an IDX file, or it is damaged; " + ANEW),
                inImages(images(0x801, 20, 4, 3, 240), "it holds labels", "swap their names"),
                inImages(images(0x03080000, 20, 4, 3, 240), "little-endian", "most significant byte first"),
                inImages(images(0x804, 20, 4, 3, 240), "it has 4 dimensions", "write gray images"),
                inImages(images(0xD03, 20, 4, 3, 960), "of type 0x0d", "write them as bytes"),
                inImages(images(0x803, -1, 4, 3, 0), "announces -1 images", ANEW),
                inImages(images(0x803, 20, 70_000, 3, 0), "of 70000×3", ANEW),
                inImages(images(0x803, 19, 4, 3, 228), "holds 19 images", "use the two files of one data set"),
                inImages(
                        images(0x803, 20, 3, 4, 240),
                        "are 3×4×1, but test images are 4×3×1",
                        "four files of one data set"),
                inLabels(images(0x803, 20, 4, 3, 240), "it holds images", "swap their names"),
                inLabels(labels(0x801, 20, 19), "it is cut off", ANEW),
                inLabels(labels(0x801, 0, 0), "announces 0 labels", ANEW),
                inLabels(labelsOf(i -> 1 + i % 10), "label 9 is 10; it must be 0 to 9", "subtract 1 from each"),
                inLabels(labelsOf(i -> i == 7 ? 255 : i % 10), "label 7 is 255", "1 of the labels are 255"),
                inLabels(labelsOf(i -> i == 7 ? 255 : 0), "label 7 is 255", "leave those images out"),
                inLabels(
                        labelsOf(i -> i * 2),
                        "label 5 is 10",
                        "the largest label is 38: leave out the images of the other classes"),
                inLabels(
                        labelsOf(i -> 1 + i),
                        "label 9 is 10",
                        "the largest label is 20: leave out the images of the other classes"),
                inLabels(labelsOf(i -> '0' + i % 10), "label 0 is 48", "the largest label is 57: leave out"),
                inLabels(labels(0x801, 10, 10), "holds 20 images", "the training and test labels are swapped"),
                inLabels(labels(0x801, 15, 15), "holds 20 images", "use the two files of one data set"));
    }

    private static Arguments inImages(byte[] content, String found, String fix) {
        return Arguments.of(IdxFolder.TRAIN_IMAGES, content, found, fix);
    }

    private static Arguments inLabels(byte[] content, String found, String fix) {
        return Arguments.of(IdxFolder.TRAIN_LABELS, content, found, fix);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] labelsOf(IntUnaryOperator of) throws IOException {
        byte[] labels = labels(0x801, 20, 20);
        for (int i = 0; i < 20; i++) {
            labels[8 + i] = (byte) of.applyAsInt(i);
        }
        return labels;
    }

    @ParameterizedTest
    @MethodSource("causes")
    void causeIsNamedWithItsOwnAdvice(String file, byte[] content, String found, String fix) throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        if (fix.contains("swapped")) {
            Files.write(folder.resolve(IdxFolder.TEST_LABELS), labels(0x801, 20, 20));
        }
        Files.write(folder.resolve(file), content);
        BadInputException error = assertThrows(BadInputException.class, () -> FashionMnist.open(folder));
        assertTrue(error.getMessage().contains(folder.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(found), error.getMessage());
        assertTrue(error.getMessage().endsWith(fix) || error.getMessage().contains(fix), error.getMessage());
        assertEquals(fix.contains(ANEW), error.getMessage().contains(ANEW), error.getMessage());
    }

    @Test
    void whatIsNoFileOrMayNotBeReadIsSaid() throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        Path file = folder.resolve(IdxFolder.TEST_LABELS);
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        says(folder, file + " is missing, and so is t10k-labels-idx1-ubyte;");
        Files.createDirectory(file);
        says(folder, file + " is a folder; it must be a file");
        Files.delete(file);
        says(file, file + " is missing; a data set in this format is a folder");
        Files.write(file, content);
        says(file, file + " is not a folder; a data set in this format is a folder");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "this user may read everything, so what nobody may read was not tried");
        says(folder, file + " cannot be read by this user");
    }

    private static void says(Path folder, String text) {
        BadInputException error = assertThrows(BadInputException.class, () -> FashionMnist.open(folder));
        assertTrue(error.getMessage().startsWith(text), error.getMessage());
    }

    /** Packed or not, with the ending or without, under either name: the same set. */
    @ParameterizedTest
    @ValueSource(strings = {"unpacked as .gz", "unpacked without .gz", "packed without .gz", "dotted", "dotted.gz"})
    void unpackedFilesAreReadAsTheyAre(String how) throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        DataSet packed = FashionMnist.open(folder);
        for (String name : IdxFolder.FILES) {
            Path file = folder.resolve(name);
            byte[] content = Files.readAllBytes(file);
            byte[] plain = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
            Files.delete(file);
            String without = name.replace(".gz", "");
            switch (how) {
                case "unpacked as .gz" -> Files.write(file, plain);
                case "unpacked without .gz" -> Files.write(folder.resolve(without), plain);
                case "packed without .gz" -> Files.write(folder.resolve(without), content);
                case "dotted" -> Files.write(folder.resolve(without.replace("-idx", ".idx")), plain);
                default -> Files.write(folder.resolve(name.replace("-idx", ".idx")), content);
            }
        }
        DataSet found = FashionMnist.open(folder);
        assertEquals(packed.name(), found.name());
        assertEquals(DataFingerprint.of(packed.train()), DataFingerprint.of(found.train()));
        assertEquals(DataFingerprint.of(packed.test()), DataFingerprint.of(found.test()));
    }

    /** A set is called by its bytes: not by its folder, and not by a flag. */
    @Test
    void setIsCalledByItsBytes() throws IOException {
        Path here = Files.createDirectory(folder.resolve("here"));
        Path there = Files.createDirectory(folder.resolve("there"));
        String name = FashionMnist.open(IdxFiles.writeSet(here, 20, 10)).name();
        assertTrue(name.matches("IDX images [0-9a-f]{8}"), name);
        assertEquals(name, FashionMnist.open(IdxFiles.writeSet(there, 20, 10)).name());
        for (String file : List.of(IdxFolder.TRAIN_IMAGES, IdxFolder.TEST_LABELS)) {
            byte[] content = file.equals(IdxFolder.TRAIN_IMAGES) ? images(0x803, 20, 4, 3, 240) : labels(0x801, 10, 10);
            content[content.length - 1] ^= 1;
            Files.write(there.resolve(file), content);
            assertFalse(name.equals(FashionMnist.open(there).name()), file);
            IdxFiles.writeSet(there, 20, 10);
        }
    }

    @Test
    void whatIsNotAsPublishedIsSaidAloud() throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        List<String> told = new ArrayList<>();
        DataSets sets = new DataSets(Map.of());
        Transfer transfer = new SilentTransfer() {
            @Override
            public void notice(String text) {
                told.add(text);
            }
        };
        DataSet found = sets.open("fashion-mnist:" + folder, 1, transfer);
        String other = "the files in " + folder
                + " are not the published Fashion-MNIST; from their bytes, this data set is called ";
        assertEquals(List.of(other + found.name()), told);
        assertArrayEquals(
                new int[] {20, 10},
                new int[] {found.train().size(), found.test().size()});

        told.clear();
        IdxFiles.writeSet(folder, 10, 20);
        sets.open("fashion-mnist:" + folder, 1, transfer);
        assertEquals(2, told.size());
        assertTrue(told.get(1).startsWith("there are 10 training images and 20 test images"), told.get(1));
    }
}
