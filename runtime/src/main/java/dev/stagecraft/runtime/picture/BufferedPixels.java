package dev.stagecraft.runtime.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Pixels of an image in Java's memory. Gray and sRGB values are taken as they are stored, the upper 8 of 16 bits; Java's own
 * conversion makes gray brighter. Other color spaces are converted by Java, and opacity is ignored.
 */
public final class BufferedPixels {
    private static final int COLORS = 3;
    private static final int BYTE = 0xFF;

    private BufferedPixels() {}

    /** The number of pixels. */
    public static long count(BufferedImage image) {
        return (long) image.getHeight() * image.getWidth();
    }

    /**
     * Takes the pixels.
     *
     * @param channels 3 for red, green and blue, of a gray image too; 1 for gray, of a color image by ITU-R BT.601
     */
    public static Pixels of(BufferedImage image, int channels) {
        Pixels color = isStored(image.getColorModel()) ? stored(image) : converted(image);
        return channels == 1 ? color.gray() : color;
    }

    /** Whether the samples of its raster are the values: gray or sRGB, whole numbers, not multiplied by opacity. */
    private static boolean isStored(ColorModel model) {
        int type = model.getTransferType();
        return model instanceof ComponentColorModel
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && (!model.hasAlpha() || !model.isAlphaPremultiplied())
                && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        || model.getColorSpace().isCS_sRGB());
    }

    private static Pixels stored(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int width = image.getWidth();
        int height = image.getHeight();
        int colors = model.getNumColorComponents();
        byte[] values = new byte[size(height, width)];
        int[] row = new int[width];
        for (int color = 0; color < COLORS; color++) {
            int band = colors == 1 ? 0 : color;
            int bits = model.getComponentSize(band);
            for (int y = 0; y < height; y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                for (int x = 0; x < width; x++) {
                    values[(y * width + x) * COLORS + color] = (byte) eightBits(row[x], bits);
                }
            }
        }
        return new Pixels(height, width, COLORS, values);
    }

    private static int eightBits(int value, int bits) {
        return bits >= 8 ? value >> (bits - 8) : value * BYTE / ((1 << bits) - 1);
    }

    private static Pixels converted(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] values = new byte[size(height, width)];
        int next = 0;
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int color : row) {
                values[next++] = (byte) (color >> 16);
                values[next++] = (byte) (color >> 8);
                values[next++] = (byte) color;
            }
        }
        return new Pixels(height, width, COLORS, values);
    }

    private static int size(int height, int width) {
        return Math.multiplyExact(Math.multiplyExact(height, width), COLORS);
    }
}
