package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.BadInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures from a folder and from a table, decoded when they are read. */
class PictureKindsTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private final SilentTransfer transfer = new SilentTransfer() {
        @Override
        public void notice(String text) {
            told.add(text);
        }
    };

    private void write(String path, int height, int width, int color) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, color);
            }
        }
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private DataSet open(String data, int channels) {
        Wanted wanted = new Wanted(new ImageShape(8, 8, channels), 2);
        return new DataSets(Map.of()).open(DataPlace.parse(data), 1, Optional.of(wanted), transfer);
    }

    private void writeFolder() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("cat/" + i + ".png", 3 + i, 4, 0xFF0000 + i);
            write("dog/" + i + ".png", 3, 4 + i, 0x0000FF + (i << 8));
        }
    }

    @Test
    void fifthOfAFolderIsTestedOn() throws IOException {
        writeFolder();
        DataSet set = open("folder:" + folder, 3);
        assertEquals(folder.getFileName().toString(), set.name());
        assertEquals(List.of("cat", "dog"), set.classNames());
        assertEquals(16, set.train().size());
        assertEquals(4, set.test().size());
        assertEquals(Optional.empty(), set.train().oneShape());
        assertTrue(set.train().severalThreads());
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("16 training images, 4 test images (0.2 of each class)"), told.get(0));
        for (int i = 0; i < 16; i++) {
            String key = set.train().key(i);
            int number = key.charAt(4) - '0';
            boolean cat = key.startsWith("cat/");
            Picture picture = set.train().picture(i);
            assertEquals(new ImageShape(cat ? 3 + number : 3, cat ? 4 : 4 + number, 3), picture.shape(), key);
            assertEquals(cat ? 0 : 1, set.train().label(i));
            assertArrayEquals(
                    cat ? new byte[] {-1, 0, (byte) number} : new byte[] {0, (byte) number, -1},
                    Arrays.copyOf(picture.values(), 3));
        }
    }

    @Test
    void grayIsReadWhereTheNetworkTakesGray() throws IOException {
        writeFolder();
        DataSet set = open("folder:" + folder, 1);
        assertEquals(1, set.train().channels());
        int cat = IntStream.range(0, 16)
                .filter(i -> set.train().label(i) == 0)
                .findFirst()
                .orElseThrow();
        assertEquals(76, set.train().picture(cat).values()[0], "red by ITU-R BT.601");
        assertEquals(3, open("folder:" + folder, 4).train().channels());
    }

    @Test
    void trainAndValidationAreNotCut() throws IOException {
        write("train/cat/1.png", 2, 2, 0);
        write("train/dog/1.png", 2, 2, 1);
        write("val/dog/1.png", 2, 2, 2);
        DataSet set = open("folder:" + folder, 3);
        assertEquals(2, set.train().size());
        assertEquals(List.of(1), labels(set.validation().orElseThrow()));
        assertEquals(0, set.test().size());
        assertEquals(List.of(), told);
        assertEquals(Optional.empty(), set.cut());
    }

    private static List<Integer> labels(LabeledImages images) {
        return IntStream.range(0, images.size()).mapToObj(images::label).toList();
    }

    @Test
    void tableNamesPicturesAndParts() throws IOException {
        writeFolder();
        Path table = Files.writeString(
                folder.resolve("pets.csv"),
                "path,class,part\ncat/1.png,tom,train\ndog/1.png,rex,train\ndog/2.png,rex,test\n");
        DataSet set = open("csv:" + table, 3);
        assertEquals("pets", set.name());
        assertEquals(List.of("rex", "tom"), set.classNames());
        assertEquals(List.of(1, 0), labels(set.train()));
        assertEquals(new ImageShape(3, 6, 3), set.test().picture(0).shape());
        assertEquals("dog/2.png", set.test().key(0));
    }

    /** Files are hashed, not pixels: nothing is decoded before the first step. */
    @Test
    void fingerprintCoversPathsAndFiles() throws IOException {
        writeFolder();
        LabeledImages train = open("folder:" + folder, 3).train();
        String before = fingerprint();
        assertEquals(before, DataFingerprint.of(train));
        Path one = folder.resolve(train.key(3));
        byte[] bytes = Files.readAllBytes(one);
        Files.write(one, Arrays.copyOf(bytes, bytes.length + 1));
        assertNotEquals(before, fingerprint(), "another byte behind the picture");
        Files.write(one, bytes);
        assertEquals(before, fingerprint());
        bytes[bytes.length - 1] ^= 1;
        Files.write(one, bytes);
        assertNotEquals(before, fingerprint());
    }

    private String fingerprint() {
        return DataFingerprint.of(open("folder:" + folder, 3).train());
    }

    @Test
    void badPictureIsNamed() throws IOException {
        writeFolder();
        LabeledImages all = open("folder:" + folder, 3).train();
        int bad = IntStream.range(0, all.size())
                .filter(i -> all.key(i).equals("cat/1.png"))
                .findFirst()
                .orElse(-1);
        LabeledImages images = bad >= 0 ? all : open("folder:" + folder, 3).test();
        int index = IntStream.range(0, images.size())
                .filter(i -> images.key(i).equals("cat/1.png"))
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve("cat/1.png");
        Files.writeString(file, "text");
        BadInputException error = assertThrows(BadInputException.class, () -> images.picture(index));
        assertTrue(error.getMessage().startsWith(file + " is not a picture"), error.getMessage());
        Files.delete(file);
        error = assertThrows(BadInputException.class, () -> images.picture(index));
        assertTrue(error.getMessage().startsWith(file + " cannot be read ("), error.getMessage());
    }

    @Test
    void placeIsNeeded() {
        assertTrue(assertThrows(BadInputException.class, () -> open("folder", 3))
                .getMessage()
                .contains("write folder:FOLDER"));
        assertTrue(assertThrows(BadInputException.class, () -> open("csv", 3))
                .getMessage()
                .contains("write csv:FILE"));
    }

    /** Photos as people take them: endings in capitals, and three that a camera stored lying on their side. */
    @Test
    void photosOfHandSignsAreRead() {
        String real = System.getProperty("stagecraft.handSigns", "");
        assumeTrue(!real.isEmpty(), "stagecraft.handSigns names no folder, so no real photos were read");
        DataSet set = new DataSets(Map.of()).open("folder:" + real, 1, transfer);
        assertEquals(IntStream.range(0, 10).mapToObj(String::valueOf).toList(), set.classNames());
        List<Integer> trained = labels(set.train());
        List<Integer> tested = labels(set.test());
        List<Integer> sizes = List.of(205, 206, 206, 206, 207, 207, 207, 206, 208, 204);
        for (int label = 0; label < 10; label++) {
            int tests = (int) Math.round(0.2 * sizes.get(label));
            int one = label;
            assertEquals(tests, tested.stream().filter(each -> each == one).count());
            assertEquals(
                    sizes.get(label) - tests,
                    trained.stream().filter(each -> each == one).count());
        }
        Map<String, List<Integer>> corners = Map.of(
                "7/IMG_5874.JPG", List.of(130, 130, 132),
                "7/IMG_5935.JPG", List.of(132, 128, 125),
                "7/IMG_5978.JPG", List.of(129, 125, 124));
        int found = 0;
        for (LabeledImages part : List.of(set.train(), set.test())) {
            for (int i = 0; i < part.size(); i++) {
                Picture picture = part.picture(i);
                List<Integer> corner = corners.get(part.key(i));
                if (corner != null) {
                    byte[] values = picture.values();
                    assertEquals(corner, List.of(values[0] & 0xFF, values[1] & 0xFF, values[2] & 0xFF));
                    assertEquals(new ImageShape(3024, 3024, 3), picture.shape());
                    found++;
                } else {
                    assertEquals(new ImageShape(100, 100, 3), picture.shape());
                }
            }
        }
        assertEquals(3, found);
    }
}
