package dev.stagecraft.runtime.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Writes pictures, and changes what stands around their pixels. */
final class PictureFiles {
    private static final int AFTER_PNG_HEADER = 33;

    private PictureFiles() {}

    /** A picture of three channels that says at each pixel where it is. */
    static BufferedImage places(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (y << 16) | (x << 8) | 200);
            }
        }
        return image;
    }

    /** A picture whose left half is red and whose right half is blue, in blocks that JPEG keeps. */
    static BufferedImage redAndBlue() {
        BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                image.setRGB(x, y, x < 16 ? 0xFF0000 : 0x0000FF);
            }
        }
        return image;
    }

    static byte[] write(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new AssertionError("nobody writes " + format);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    /** EXIF data of one tag, the orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(26)
                .order(order)
                .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Puts a segment behind a JPEG file's first two bytes. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        return ByteBuffer.allocate(jpeg.length + 4 + data.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    static byte[] withExif(byte[] jpeg, byte[] exif) {
        byte[] data = Arrays.copyOf("Exif\0\0".getBytes(StandardCharsets.US_ASCII), 6 + exif.length);
        System.arraycopy(exif, 0, data, 6, exif.length);
        return withSegment(jpeg, 0xE1, data);
    }

    /** Puts a chunk behind a PNG file's header. */
    static byte[] withChunk(byte[] png, String type, byte[] data) {
        return ByteBuffer.allocate(png.length + 12 + data.length)
                .put(png, 0, AFTER_PNG_HEADER)
                .put(chunk(type, data))
                .put(png, AFTER_PNG_HEADER, png.length - AFTER_PNG_HEADER)
                .array();
    }

    /** A PNG file's signature and a header of eight bits a value, and nothing else. */
    static byte[] pngHeader(int height, int width) {
        byte[] data = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return ByteBuffer.allocate(AFTER_PNG_HEADER)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .put(chunk("IHDR", data))
                .array();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] typed = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(typed);
        return ByteBuffer.allocate(typed.length + 8)
                .putInt(data.length)
                .put(typed)
                .putInt((int) checksum.getValue())
                .array();
    }
}
