package dev.stagecraft.processor.shape;

/**
 * A square window that slides over height and width.
 *
 * @param size height and width in pixels, 1 or more
 * @param stride step in pixels, 1 or more
 * @param padding at the edges
 */
public record Window(int size, int stride, Padding padding) {
    /** How the edges are padded. */
    public sealed interface Padding {}

    /** The same number of pixels on each of the four sides. */
    public record Symmetric(int pixels) implements Padding {}

    /** TensorFlow's SAME: as many pixels as {@code ceil(size / stride)} outputs need, the odd one at the end. */
    public record Same() implements Padding {}

    /** Padding of {@code (size − 1) / 2}, rounded down, which keeps the size of an odd window at stride 1. */
    public static Window symmetric(int size, int stride) {
        return new Window(size, stride, new Symmetric((size - 1) / 2));
    }

    /** No padding: pixels at the end that fill no window are left out. */
    static Window unpadded(int size, int stride) {
        return new Window(size, stride, new Symmetric(0));
    }

    /** TensorFlow's SAME. */
    public static Window same(int size, int stride) {
        return new Window(size, stride, new Same());
    }

    /** As in the paper's figures, with a slash before the stride: {@code 3×3 conv, 64, /2}. */
    String label(String what) {
        return size + "×" + size + " " + what + (stride == 1 ? "" : ", /" + stride);
    }

    /** Pixels out for pixels in; 0 where the window does not fit. */
    public int over(int pixels) {
        if (padding instanceof Symmetric symmetric) {
            long padded = pixels + 2L * symmetric.pixels();
            return padded < size ? 0 : Math.toIntExact((padded - size) / stride + 1);
        }
        return (int) ((pixels + (long) stride - 1) / stride);
    }

    /**
     * Whether TensorFlow's SAME pads an image of this size exactly as this window does: equally before and after, and
     * with the same number of pixels. No padding operation is needed then.
     */
    public boolean equalsSame(Shape image) {
        return equalsSame(image.height()) && equalsSame(image.width());
    }

    private boolean equalsSame(int pixels) {
        if (!(padding instanceof Symmetric symmetric)) {
            return true;
        }
        int outputs = same(size, stride).over(pixels);
        long total = Math.max((outputs - 1L) * stride + size - pixels, 0);
        return total == 2L * symmetric.pixels() && outputs == over(pixels);
    }

    /** The places of an axis of so many pixels that are read to give some outputs: the receptive field. */
    Runs reads(Runs outputs, int pixels) {
        return outputs.under(size, stride, before(pixels), pixels);
    }

    private long before(int pixels) {
        return padding instanceof Symmetric symmetric
                ? symmetric.pixels()
                : Math.max((over(pixels) - 1L) * stride + size - pixels, 0) / 2;
    }

    /** The arithmetic of height, and of width where it is another; empty where the window keeps both. */
    String arithmetic(Shape image) {
        int height = over(image.height());
        int width = over(image.width());
        if (height == image.height() && width == image.width()) {
            return "";
        }
        String rows = arithmetic(image.height()) + " = " + height;
        return image.height() == image.width() ? rows : rows + ", " + arithmetic(image.width()) + " = " + width;
    }

    /** Values of the image with the pixels that an operation of its own pads it with; 0 where there is none. */
    long paddedValues(Shape image) {
        long pixels = paddedPixels(image);
        return pixels == 0
                ? 0
                : Math.multiplyExact(
                        Math.multiplyExact(image.height() + pixels, image.width() + pixels), (long) image.channels());
    }

    /** Pixels that an operation of its own adds to the image's height, and as many to its width. */
    long paddedPixels(Shape image) {
        return !(padding instanceof Symmetric symmetric) || equalsSame(image) ? 0 : 2L * symmetric.pixels();
    }

    /** The arithmetic of {@link #over}, as in {@code (28 + 2·1 − 3) / 2 + 1}. */
    public String arithmetic(int pixels) {
        if (padding instanceof Symmetric symmetric) {
            return "(" + pixels + " + 2·" + symmetric.pixels() + " − " + size + ") / " + stride + " + 1";
        }
        return "ceil(" + pixels + " / " + stride + ")";
    }
}
