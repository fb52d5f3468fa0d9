package dev.stagecraft.runtime.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PictureDecoderTest {
    private static final long MOST = PictureDecoder.USUAL_MOST_PIXELS;

    private PictureDecoder decoder;

    @BeforeAll
    void open() {
        decoder = new PictureDecoder();
    }

    @AfterAll
    void close() {
        decoder.close();
    }

    private Pixels color(byte[] file) throws BadPictureException {
        return decoder.decode(file, 3, MOST);
    }

    private Pixels gray(byte[] file) throws BadPictureException {
        return decoder.decode(file, 1, MOST);
    }

    private static List<Integer> at(Pixels pixels, int row, int column) {
        List<Integer> values = new ArrayList<>();
        int first = (row * pixels.width() + column) * pixels.channels();
        for (int channel = 0; channel < pixels.channels(); channel++) {
            values.add(pixels.values()[first + channel] & 0xFF);
        }
        return values;
    }

    private void assertRefused(String reason, byte[] file) {
        assertEquals(
                reason,
                assertThrows(BadPictureException.class, () -> color(file)).getMessage());
    }

    // Where the pixel at row 0, column 0 and that at row 0, column 2 of a stored picture of 2×3 pixels stand upright.
    @ParameterizedTest
    @CsvSource({
        "1, 2, 3, 0, 0, 0, 2",
        "2, 2, 3, 0, 2, 0, 0",
        "3, 2, 3, 1, 2, 1, 0",
        "4, 2, 3, 1, 0, 1, 2",
        "5, 3, 2, 0, 0, 2, 0",
        "6, 3, 2, 0, 1, 2, 1",
        "7, 3, 2, 2, 1, 0, 1",
        "8, 3, 2, 2, 0, 0, 0"
    })
    void picturesAreTurnedUpright(
            int orientation, int height, int width, int row, int column, int otherRow, int otherColumn)
            throws BadPictureException {
        byte[] png = PictureFiles.write(PictureFiles.places(2, 3), "png");
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] file = PictureFiles.withChunk(png, "eXIf", PictureFiles.exif(orientation, order));
            Pixels found = color(file);
            assertEquals(height, found.height());
            assertEquals(width, found.width());
            assertEquals(List.of(0, 0, 200), at(found, row, column));
            assertEquals(List.of(0, 2, 200), at(found, otherRow, otherColumn));
            PictureHeader header = PictureHeader.of(file);
            assertEquals(height, header.height());
            assertEquals(width, header.width());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, 16, 32",
        "2, false, 16, 32",
        "3, false, 16, 32",
        "4, true, 16, 32",
        "5, true, 32, 16",
        "6, true, 32, 16",
        "7, false, 32, 16",
        "8, false, 32, 16"
    })
    void thatIsSoInJpegToo(int orientation, boolean redFirst, int height, int width) throws BadPictureException {
        byte[] jpeg = PictureFiles.write(PictureFiles.redAndBlue(), "jpg");
        Pixels found = color(PictureFiles.withExif(jpeg, PictureFiles.exif(orientation, ByteOrder.LITTLE_ENDIAN)));
        assertEquals(height, found.height());
        assertEquals(width, found.width());
        assertEquals(redFirst, at(found, 0, 0).get(0) > at(found, 0, 0).get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1})
    void anotherNumberIsUpright(int orientation) throws BadPictureException {
        byte[] png = PictureFiles.write(PictureFiles.places(2, 3), "png");
        byte[] file = PictureFiles.withChunk(png, "eXIf", PictureFiles.exif(orientation, ByteOrder.BIG_ENDIAN));
        assertArrayEquals(color(png).values(), color(file).values());
    }

    @Test
    void brokenExifDataDecideNothing() throws BadPictureException {
        byte[] jpeg = PictureFiles.write(PictureFiles.redAndBlue(), "jpg");
        byte[] expected = color(jpeg).values();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] exif = PictureFiles.exif(1, ByteOrder.LITTLE_ENDIAN);
            for (int j = 0; j < 3; j++) {
                exif[random.nextInt(18)] = (byte) random.nextInt();
            }
            assertArrayEquals(expected, color(PictureFiles.withExif(jpeg, exif)).values());
        }
        assertArrayEquals(
                expected, color(PictureFiles.withExif(jpeg, new byte[0])).values());
    }

    @Test
    void grayKeepsItsValues() throws BadPictureException {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }
        byte[] file = PictureFiles.write(image, "png");
        for (int x = 0; x < 256; x++) {
            assertEquals(List.of(x), at(gray(file), 0, x));
            assertEquals(List.of(x, x, x), at(color(file), 0, x));
        }
    }

    // The values that Pillow's convert("L") gives.
    @ParameterizedTest
    @CsvSource({"255,0,0,76", "0,255,0,150", "0,0,255,29", "10,20,30,18", "200,100,50,124", "255,255,254,255"})
    void colorsBecomeGrayByTheirLuma(int red, int green, int blue, int expected) throws BadPictureException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, (red << 16) | (green << 8) | blue);
        assertEquals(List.of(expected), at(gray(PictureFiles.write(image, "png")), 0, 0));
    }

    @Test
    void sixteenBitsBecomeTheirUpperEight() throws BadPictureException {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        int[] values = {0, 256, 32_768, 65_535};
        for (int x = 0; x < 4; x++) {
            image.getRaster().setSample(x, 0, 0, values[x]);
        }
        assertArrayEquals(
                new byte[] {0, 1, (byte) 128, (byte) 255},
                gray(PictureFiles.write(image, "png")).values());
    }

    @Test
    void opacityIsDropped() throws BadPictureException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80C86432);
        image.setRGB(1, 0, 0x000A141E);
        Pixels found = color(PictureFiles.write(image, "png"));
        assertEquals(List.of(200, 100, 50), at(found, 0, 0));
        assertEquals(List.of(10, 20, 30), at(found, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"png, 1", "png, 2", "png, 4", "png, 8", "bmp, 1", "bmp, 4", "bmp, 8", "gif, 8"})
    void palettesGiveTheirColors(String format, int bits) throws BadPictureException {
        int last = (1 << bits) - 1;
        byte[] red = new byte[last + 1];
        byte[] green = new byte[last + 1];
        byte[] blue = new byte[last + 1];
        red[0] = 10;
        green[0] = 20;
        blue[0] = 30;
        red[last] = (byte) 255;
        green[last] = (byte) 254;
        IndexColorModel palette = new IndexColorModel(bits, last + 1, red, green, blue);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage image = new BufferedImage(5, 3, type, palette);
        image.getRaster().setSample(4, 1, 0, last);
        byte[] file = PictureFiles.write(image, format);
        Pixels found = color(file);
        assertEquals(3, found.height());
        assertEquals(5, found.width());
        assertEquals(List.of(10, 20, 30), at(found, 0, 0));
        assertEquals(List.of(255, 254, 0), at(found, 1, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void colorsAreReadAsTheyWereWritten(String format) throws BadPictureException {
        Pixels found = color(PictureFiles.write(PictureFiles.places(7, 5), format));
        assertEquals(7, found.height());
        assertEquals(5, found.width());
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 5; x++) {
                assertEquals(List.of(y, x, 200), at(found, y, x));
            }
        }
    }

    @Test
    void whatFollowsAPictureIsNoPartOfIt() throws BadPictureException {
        byte[] jpeg = PictureFiles.write(PictureFiles.redAndBlue(), "jpg");
        assertArrayEquals(
                color(jpeg).values(),
                color(Arrays.copyOf(jpeg, jpeg.length + 999)).values());
    }

    @Test
    void foreignFormatsAreNamed() {
        String convert = ", a format that is not read; convert it, for example by ";
        assertRefused("is a WebP picture" + convert + "dwebp FILE -o FILE.png", text("RIFF....WEBPVP8 "));
        assertRefused("is an AVIF picture" + convert + "avifdec FILE FILE.png", text("\0\0\0 ftypavif\0"));
        assertRefused("is a HEIC picture" + convert + "heif-convert FILE FILE.png", text("\0\0\0 ftypheic\0"));
        assertRefused("is a TIFF picture" + convert + "convert FILE FILE.png", text("II*\0 and more"));
        assertRefused("is a TIFF picture" + convert + "convert FILE FILE.png", text("MM\0* and more"));
        assertRefused("is empty", new byte[0]);
        assertRefused(
                "is not a picture: it begins with \"<html>404 Not Fo\"; JPEG, PNG, GIF and BMP are read",
                text("<html>404 Not Found</html>"));
        assertRefused(
                "is not a picture: it begins with the bytes 00 01 02; JPEG, PNG, GIF and BMP are read", text("\0\1\2"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp"})
    void filesThatAreCutOffAreRefused(String format) {
        byte[] whole = PictureFiles.write(PictureFiles.places(64, 64), format);
        for (int share = 1; share < 16; share++) {
            byte[] part = Arrays.copyOf(whole, whole.length * share / 16);
            String reason =
                    assertThrows(BadPictureException.class, () -> color(part)).getMessage();
            assertTrue(reason.startsWith("is damaged"), reason);
        }
    }

    @Test
    void wrongChecksumsAreRefused() {
        byte[] png = PictureFiles.write(PictureFiles.places(64, 64), "png");
        png[png.length - 20] ^= 1;
        assertRefused("is damaged or cut off: it cannot be decoded as PNG", png);
    }

    @Test
    void headersAloneAreRefused() {
        assertRefused("is damaged or cut off: it cannot be decoded as PNG", PictureFiles.pngHeader(4, 4));
        byte[] jpeg = PictureFiles.write(PictureFiles.places(64, 64), "jpg");
        assertRefused("is damaged: its JPEG header is cut off", Arrays.copyOf(jpeg, 20));
        assertRefused("is damaged: its PNG header is cut off", Arrays.copyOf(PictureFiles.pngHeader(4, 4), 16));
    }

    @Test
    void claimsAreRefusedBeforeMemoryIsTaken() {
        assertRefused(
                "claims 3,600,000,000 pixels (60000×60000); at most 100,000,000 are decoded",
                PictureFiles.pngHeader(60_000, 60_000));
        assertRefused("is damaged: its header says 4294967295×4294967295 pixels", PictureFiles.pngHeader(-1, -1));
        byte[] jpeg = PictureFiles.write(PictureFiles.places(8, 8), "jpg");
        int frame = frame(jpeg);
        jpeg[frame + 5] = jpeg[frame + 6] = jpeg[frame + 7] = jpeg[frame + 8] = (byte) 0xF0;
        assertRefused("claims 3,804,422,400 pixels (61680×61680); at most 100,000,000 are decoded", jpeg);
        byte[] gif = PictureFiles.write(PictureFiles.places(8, 8), "gif");
        for (int i = 6; i < 10; i++) {
            gif[i] = (byte) 0xF0;
        }
        assertRefused("claims 3,804,422,400 pixels (61680×61680); at most 100,000,000 are decoded", gif);
        byte[] bmp = PictureFiles.write(PictureFiles.places(8, 8), "bmp");
        bmp[19] = bmp[23] = 0x40;
        assertRefused("is damaged: it cannot be decoded as BMP", bmp);
    }

    private static int frame(byte[] jpeg) {
        for (int i = 0; i < jpeg.length; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                return i;
            }
        }
        throw new AssertionError("no frame");
    }

    @Test
    void theLimitCanBeLifted() throws BadPictureException {
        byte[] file = PictureFiles.write(PictureFiles.places(10, 10), "png");
        BadPictureException refused = assertThrows(BadPictureException.class, () -> decoder.decode(file, 3, 99));
        assertEquals("claims 100 pixels (10×10); at most 99 are decoded", refused.getMessage());
        assertEquals(10, decoder.decode(file, 3, 100).height());
    }

    @Test
    void damageNeverEndsInAnotherException() {
        int count = Integer.getInteger("stagecraft.pictures.mutations", 400);
        long seed = Long.getLong("stagecraft.pictures.seed", 1L);
        Random random = new Random(seed);
        for (String format : new String[] {"jpg", "png", "gif", "bmp"}) {
            byte[] whole = PictureFiles.write(PictureFiles.places(24, 32), format);
            for (int i = 0; i < count; i++) {
                byte[] file = whole.clone();
                for (int j = random.nextInt(6); j >= 0; j--) {
                    int place = random.nextBoolean() ? random.nextInt(60) : random.nextInt(file.length);
                    file[place] = (byte) random.nextInt();
                }
                if (random.nextInt(4) == 0) {
                    file = Arrays.copyOf(file, random.nextInt(file.length));
                }
                try {
                    Pixels found = decoder.decode(file, 3, 1_000_000);
                    assertTrue(found.height() > 0 && found.width() > 0);
                } catch (BadPictureException e) {
                    // Named, as it must be.
                } catch (RuntimeException e) {
                    throw new AssertionError(format + " " + i + " of seed " + seed, e);
                }
            }
        }
    }

    @Test
    void manyThreadsDecode() throws Exception {
        byte[] file = PictureFiles.write(PictureFiles.places(40, 30), "jpg");
        byte[] expected = color(file).values();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> color(file).values()));
            }
            for (Future<byte[]> each : all) {
                assertArrayEquals(expected, each.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** {@code expected.csv} beside the pictures: file, mode, HEIGHTxWIDTH, the four corners; or ERROR. */
    @Test
    void awkwardPictures() throws IOException {
        String place = System.getProperty("stagecraft.pictures", "");
        assumeFalse(place.isEmpty(), "name the folder of awkward pictures: -Dstagecraft.pictures=FOLDER");
        Path folder = Path.of(place);
        int rows = 0;
        for (String line : Files.readAllLines(folder.resolve("expected.csv"))) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            rows++;
            String[] columns = line.split(",", 4);
            byte[] file = Files.readAllBytes(folder.resolve(columns[0]));
            if (columns[1].equals("ERROR")) {
                assertThrows(BadPictureException.class, () -> color(file), columns[0]);
                continue;
            }
            try {
                Pixels found = color(file);
                String corners = corner(found, 0, 0)
                        + "," + corner(found, 0, found.width() - 1)
                        + "," + corner(found, found.height() - 1, 0)
                        + "," + corner(found, found.height() - 1, found.width() - 1);
                assertEquals(columns[2], found.height() + "x" + found.width(), columns[0]);
                assertTrue(columns[3].startsWith(corners), columns[0] + ": " + corners);
            } catch (BadPictureException e) {
                throw new AssertionError(columns[0], e);
            }
        }
        assertTrue(rows > 0);
    }

    private static String corner(Pixels pixels, int row, int column) {
        return at(pixels, row, column)
                .toString()
                .replace(" ", "")
                .replace('[', '(')
                .replace(']', ')');
    }
}
