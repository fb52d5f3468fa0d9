package dev.stagecraft.runtime.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedPixelsTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static BufferedImage gray(int type, int... values) {
        BufferedImage image = new BufferedImage(values.length, 1, type);
        for (int x = 0; x < values.length; x++) {
            image.getRaster().setSample(x, 0, 0, values[x]);
        }
        return image;
    }

    /** Java's own conversion would make 156, 160 and 213 of them. */
    @Test
    void grayStaysAsItIs() {
        BufferedImage image = gray(BufferedImage.TYPE_BYTE_GRAY, 85, 90, 170);
        assertArrayEquals(bytes(85, 90, 170), BufferedPixels.of(image, 1).values());
        assertArrayEquals(
                bytes(85, 85, 85, 90, 90, 90, 170, 170, 170),
                BufferedPixels.of(image, 3).values());
    }

    @Test
    void sixteenBitsAreCutToTheirUpperEight() {
        assertArrayEquals(
                bytes(0, 1, 128, 255),
                BufferedPixels.of(gray(BufferedImage.TYPE_USHORT_GRAY, 0, 256, 32768, 65535), 1)
                        .values());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void colorsStayAndOpacityIsIgnored(int type) {
        BufferedImage image = new BufferedImage(2, 1, type);
        image.setRGB(0, 0, 0x80C86432);
        image.setRGB(1, 0, 0x000A141E);
        Pixels found = BufferedPixels.of(image, 3);
        assertArrayEquals(bytes(200, 100, 50, 10, 20, 30), found.values());
        assertEquals(1, found.height());
        assertEquals(2, found.width());
        // (19595 · 200 + 38470 · 100 + 7471 · 50 + 32768) / 65536
        assertArrayEquals(bytes(124, 18), BufferedPixels.of(image, 1).values());
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
    void opacityIsTakenOutWhereItWasMultipliedIn(int type) {
        BufferedImage image = new BufferedImage(1, 1, type);
        image.setRGB(0, 0, 0x80FF0000);
        assertArrayEquals(bytes(255, 0, 0), BufferedPixels.of(image, 3).values());
    }

    @Test
    void palettesGiveTheirColors() {
        byte[] reds = bytes(10, 255);
        byte[] greens = bytes(20, 255);
        byte[] blues = bytes(30, 0);
        BufferedImage image = new BufferedImage(
                2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, reds, greens, blues));
        image.getRaster().setSample(1, 0, 0, 1);
        assertArrayEquals(
                bytes(10, 20, 30, 255, 255, 0), BufferedPixels.of(image, 3).values());
        BufferedImage bits = gray(BufferedImage.TYPE_BYTE_BINARY, 0, 1);
        assertArrayEquals(bytes(0, 255), BufferedPixels.of(bits, 1).values());
    }

    @Test
    void grayWithOpacityKeepsItsGray() {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {85, 3});
        BufferedImage image = new BufferedImage(model, raster, false, null);
        assertArrayEquals(bytes(85), BufferedPixels.of(image, 1).values());
    }

    @Test
    void partOfAnImageIsThatPart() {
        BufferedImage image = gray(BufferedImage.TYPE_BYTE_GRAY, 1, 2, 3, 4);
        assertArrayEquals(
                bytes(3, 4), BufferedPixels.of(image.getSubimage(2, 0, 2, 1), 1).values());
    }

    /** A PNG file has the same pixels for both ways in. */
    @Test
    void pixelsAreThoseOfTheDecoder() throws IOException, BadPictureException {
        byte[] png = PictureFiles.write(PictureFiles.places(7, 5), "png");
        try (PictureDecoder decoder = new PictureDecoder()) {
            assertArrayEquals(
                    decoder.decode(png, 3, 100).values(),
                    BufferedPixels.of(ImageIO.read(new ByteArrayInputStream(png)), 3)
                            .values());
        }
    }
}
