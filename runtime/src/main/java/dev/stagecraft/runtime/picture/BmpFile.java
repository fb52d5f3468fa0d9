package dev.stagecraft.runtime.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * BMP files, read by Java's own library. TensorFlow gives the indices of a palette as if they were colors, and refuses a bit
 * a pixel.
 */
final class BmpFile {
    private BmpFile() {}

    private interface Task<T> {
        T on(ImageReader reader) throws IOException;
    }

    private static <T> T read(byte[] file, Task<T> task) throws BadPictureException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("bmp").next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            return task.on(reader);
        } catch (IOException | RuntimeException e) {
            throw new BadPictureException("is damaged: it cannot be decoded as BMP", e);
        } finally {
            reader.dispose();
        }
    }

    /** Its header; never empty, as a file of this kind is read whole. */
    static Optional<PictureHeader.Found> read(byte[] file) throws BadPictureException {
        return read(file, reader -> {
            int height = reader.getHeight(0);
            int width = reader.getWidth(0);
            return Optional.of(new PictureHeader.Found(
                    new PictureHeader(PictureFormat.BMP, height, width, (long) height * width), Orientation.UPRIGHT));
        });
    }

    /** Its pixels in color. */
    static Pixels decode(byte[] file) throws BadPictureException {
        BufferedImage image = read(file, reader -> reader.read(0));
        int height = image.getHeight();
        int width = image.getWidth();
        byte[] values = new byte[Math.multiplyExact(Math.multiplyExact(height, width), 3)];
        int next = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int color = image.getRGB(x, y);
                values[next++] = (byte) (color >> 16);
                values[next++] = (byte) (color >> 8);
                values[next++] = (byte) color;
            }
        }
        return new Pixels(height, width, 3, values);
    }
}
