package dev.stagecraft.runtime.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureHeaderTest {
    @TempDir
    private Path folder;

    private PictureHeader read(byte[] file) throws IOException, BadPictureException {
        return PictureHeader.read(Files.write(folder.resolve("picture"), file));
    }

    @ParameterizedTest
    @CsvSource({"jpg, JPEG", "png, PNG", "gif, GIF", "bmp, BMP"})
    void saysFormatAndSize(String written, PictureFormat format) throws IOException, BadPictureException {
        byte[] file = PictureFiles.write(PictureFiles.places(21, 34), written);
        PictureHeader expected = new PictureHeader(format, 21, 34, 21 * 34);
        assertEquals(expected, PictureHeader.of(file));
        assertEquals(expected, read(file));
    }

    @Test
    void isFoundBehindLargeSegments() throws IOException, BadPictureException {
        byte[] file = PictureFiles.write(PictureFiles.places(21, 34), "jpg");
        file = PictureFiles.withExif(file, PictureFiles.exif(6, ByteOrder.BIG_ENDIAN));
        for (int i = 0; i < 3; i++) {
            file = PictureFiles.withSegment(file, 0xE2, new byte[65_000]);
        }
        assertEquals(new PictureHeader(PictureFormat.JPEG, 34, 21, 21 * 34), read(file));
    }

    @Test
    void isFoundAtTheStartOfALargeFile() throws IOException, BadPictureException {
        byte[] file = PictureFiles.write(PictureFiles.places(21, 34), "png");
        assertEquals(
                new PictureHeader(PictureFormat.PNG, 21, 34, 21 * 34),
                read(Arrays.copyOf(file, file.length + 100_000)));
    }

    @Test
    void whatIsNoPictureIsRefusedAndWhatIsNotThereToo() throws IOException {
        assertEquals(
                "is empty",
                assertThrows(BadPictureException.class, () -> read(new byte[0])).getMessage());
        assertThrows(NoSuchFileException.class, () -> PictureHeader.read(folder.resolve("absent")));
    }
}
