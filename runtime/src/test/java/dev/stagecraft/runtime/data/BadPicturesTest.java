package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that cannot be read are named before the first step, and left out on request. */
class BadPicturesTest {
    private static final int EACH = 15;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private final SilentTransfer transfer = new SilentTransfer() {
        @Override
        public void notice(String text) {
            told.add(text);
        }
    };

    @BeforeEach
    void writePictures() throws IOException {
        for (int i = 0; i < EACH; i++) {
            Files.createDirectories(folder.resolve("set/cat"));
            Files.createDirectories(folder.resolve("set/dog"));
            Files.write(folder.resolve("set/cat/" + i + ".jpg"), picture("jpg", 16, i));
            Files.write(folder.resolve("set/dog/" + i + ".png"), picture("png", 16, i));
        }
    }

    static byte[] picture(String format, int side, int color) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, i * 977 + color);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private Path file(String path) {
        return folder.resolve("set").resolve(path);
    }

    private void cutOff(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(file(path));
        Files.write(file(path), Arrays.copyOf(bytes, bytes.length - 40));
    }

    private DataSet open(Reading reading) {
        Wanted wanted = new Wanted(new ImageShape(8, 8, 3), 2);
        return new DataSets(Map.of())
                .open(
                        DataPlace.parse("folder:" + folder.resolve("set")),
                        1,
                        Optional.of(wanted),
                        Split.DEFAULT,
                        reading,
                        transfer);
    }

    private String refused(Reading reading) {
        return assertThrows(BadInputException.class, () -> open(reading)).getMessage();
    }

    private static List<String> keys(DataSet set) {
        return Stream.of(set.train(), set.test())
                .flatMap(part -> IntStream.range(0, part.size()).mapToObj(part::key))
                .sorted()
                .toList();
    }

    @Test
    void badHeaderIsAnErrorBeforeTheFirstStep() throws IOException {
        Files.write(file("cat/3.jpg"), new byte[0]);
        assertEquals(
                file("cat/3.jpg")
                        + " is empty; replace or remove it, or leave out bad pictures with --on-bad-image skip",
                refused(Reading.DEFAULT));
        Files.writeString(file("dog/4.png"), "RIFF    WEBPVP8 ", StandardCharsets.US_ASCII);
        Files.write(file("dog/5.png"), Arrays.copyOf(Files.readAllBytes(file("dog/5.png")), 12));
        String both = refused(Reading.DEFAULT);
        assertTrue(
                both.startsWith("3 of 30 pictures in set cannot be read: " + file("cat/3.jpg") + " is empty; "), both);
        assertTrue(
                both.contains(file("dog/4.png") + " is a WebP picture, a format that is not read; convert it"), both);
        assertTrue(both.contains(file("dog/5.png") + " is damaged"), both);
    }

    @Test
    void damageBehindTheHeaderIsAnErrorWhenItIsRead() throws IOException {
        cutOff("cat/3.jpg");
        DataSet set = open(Reading.DEFAULT);
        LabeledImages part = Stream.of(set.train(), set.test())
                .filter(images -> IntStream.range(0, images.size())
                        .anyMatch(i -> images.key(i).equals("cat/3.jpg")))
                .findFirst()
                .orElseThrow();
        int index = IntStream.range(0, part.size())
                .filter(i -> part.key(i).equals("cat/3.jpg"))
                .findFirst()
                .orElseThrow();
        BadInputException error = assertThrows(BadInputException.class, () -> part.picture(index));
        assertTrue(error.getMessage().startsWith(file("cat/3.jpg") + " is damaged or cut off"), error.getMessage());
    }

    @Test
    void badPicturesAreLeftOutAndNamed() throws IOException {
        cutOff("cat/3.jpg");
        Files.write(file("dog/4.png"), new byte[0]);
        DataSet set = open(Reading.DEFAULT.on(Reading.OnBadImage.SKIP));
        assertEquals(28, set.train().size() + set.test().size());
        assertFalse(keys(set).contains("cat/3.jpg"));
        assertFalse(keys(set).contains("dog/4.png"));
        assertTrue(
                told.get(0).startsWith("2 of 30 pictures in set cannot be read: " + file("cat/3.jpg") + " is"),
                told.get(0));
        assertTrue(told.get(0).endsWith(file("dog/4.png") + " is empty; they are left out"), told.get(0));

        SkippedImages list =
                PictureRecords.of(set.train()).orElseThrow().skipped().orElseThrow();
        list.write(folder);
        assertEquals(
                List.of("path,reason", "dog/4.png,is empty"),
                Files.readAllLines(folder.resolve("skipped-images.csv")).stream()
                        .filter(line -> !line.startsWith("cat"))
                        .toList());
        assertEquals(list, SkippedImages.read(folder, list.sha256()));

        // A run that goes on leaves out the same ones, whatever became of them, and no others.
        Files.write(file("cat/3.jpg"), picture("jpg", 16, 3));
        DataSet again = open(Reading.DEFAULT.skipping(list));
        assertEquals(keys(set), keys(again));
        assertEquals(DataFingerprint.of(set.train()), DataFingerprint.of(again.train()));
        Files.write(file("dog/5.png"), new byte[0]);
        assertEquals(
                file("dog/5.png") + " is empty; restore it, because the run used it",
                refused(Reading.DEFAULT.on(Reading.OnBadImage.SKIP).skipping(list)));
    }

    @Test
    void listThatWasChangedIsRefused() throws IOException {
        SkippedImages list = new SkippedImages(List.of(new SkippedImages.Image("a,\n\"b\".jpg", "is empty")));
        list.write(folder);
        assertEquals(list, SkippedImages.read(folder, list.sha256()));
        Files.writeString(folder.resolve("skipped-images.csv"), "path,reason\r\n");
        assertTrue(assertThrows(BadInputException.class, () -> SkippedImages.read(folder, list.sha256()))
                .getMessage()
                .contains("was changed since the run wrote it; restore it"));
        Files.delete(folder.resolve("skipped-images.csv"));
        assertTrue(assertThrows(BadInputException.class, () -> SkippedImages.read(folder, list.sha256()))
                .getMessage()
                .contains("cannot be read (it is missing); restore it"));
    }

    @Test
    void moreThanATenthIsAnError() throws IOException {
        for (int i = 0; i < 3; i++) {
            cutOff("cat/" + i + ".jpg");
        }
        assertEquals(27, keys(open(Reading.DEFAULT.on(Reading.OnBadImage.SKIP))).size());
        Files.write(file("dog/4.png"), new byte[0]);
        String message = refused(Reading.DEFAULT.on(Reading.OnBadImage.SKIP));
        assertTrue(message.startsWith("4 of 30 pictures in set cannot be read: "), message);
        assertTrue(message.contains("that is more than a tenth"), message);
    }

    @Test
    void largePicturesAreRefusedByTheirHeaders() throws IOException {
        String message = refused(Reading.DEFAULT.upTo(255));
        assertTrue(message.contains("claims 256 pixels (16×16); at most 255 are decoded (see --max-pixels)"), message);
        assertTrue(message.contains("; and 25 more; "), message);
        assertEquals(30, keys(open(Reading.DEFAULT.upTo(256))).size());
    }

    @Test
    void oneDecodedSetFitsAndALargerOneIsReadEachTime() throws IOException {
        DataSet kept = open(Reading.DEFAULT);
        DataSet streamed = open(Reading.DEFAULT.keeping(30 * (16 * 16 * 3 + 200) - 1));
        DataSet fits = open(Reading.DEFAULT.keeping(30 * (16 * 16 * 3 + 200)));
        String key = kept.train().key(0);
        for (DataSet set : List.of(kept, streamed, fits)) {
            set.train().picture(0);
        }
        Picture first = kept.train().picture(0);
        Files.delete(file(key));
        assertEquals(first, kept.train().picture(0));
        fits.train().picture(0);
        assertThrows(BadInputException.class, () -> streamed.train().picture(0));
    }

    @Test
    void pictureThatChangesUnderWayEndsTheRun() throws IOException {
        DataSet set = open(Reading.DEFAULT.keeping(0));
        String key = set.train().key(0);
        set.train().picture(0);
        byte[] bytes = Files.readAllBytes(file(key));
        Files.write(file(key), picture(key.substring(key.length() - 3), 16, 900_000));
        BadInputException error =
                assertThrows(BadInputException.class, () -> set.train().picture(0));
        assertTrue(
                error.getMessage().startsWith(file(key) + " was changed since the run read it first"),
                error.getMessage());
        Files.write(file(key), bytes);
        set.train().picture(0);
    }

    /** Equal files are found by what was read of their headers. */
    @Test
    void equalFilesInTwoPartsAreNoticed() throws IOException {
        assertEquals(List.of(), DataNotices.of(open(Reading.DEFAULT)));
        DataSet set = open(Reading.DEFAULT);
        Files.copy(file(set.train().key(0)), file(set.test().key(0)), StandardCopyOption.REPLACE_EXISTING);
        List<String> notices = DataNotices.of(open(Reading.DEFAULT));
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).startsWith("1 of the 6 test images are also training images"), notices.get(0));
    }

    /** Of large files the start is read at first; where two begin alike, all of both is. */
    @Test
    void largeFilesThatOnlyBeginAlikeAreNotEqual() throws IOException {
        byte[] large = picture("bmp", 200, 1);
        assertTrue(large.length > 1 << 16);
        Files.write(folder.resolve("train.bmp"), large);
        large[large.length - 1] ^= 1;
        Files.write(folder.resolve("test.bmp"), large);
        Path table = Files.writeString(
                folder.resolve("pets.csv"), "path,class,part\ntrain.bmp,cat,train\ntest.bmp,cat,test\n");
        String data = "csv:" + table;
        assertEquals(List.of(), DataNotices.of(new DataSets(Map.of()).open(data, 1, transfer)));
        Files.copy(folder.resolve("train.bmp"), folder.resolve("test.bmp"), StandardCopyOption.REPLACE_EXISTING);
        List<String> notices = DataNotices.of(new DataSets(Map.of()).open(data, 1, transfer));
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).startsWith("1 of the 1 test images are also training images"), notices.get(0));
    }
}
