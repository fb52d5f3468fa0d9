package dev.stagecraft.runtime.data;

import java.util.Locale;

/**
 * Turns an image about its center. Values between pixels are bilinear and rounded to whole numbers, half up. Corners that
 * come into view repeat the nearest pixel at the edge. Sine and cosine are those of {@link StrictMath}, so that results are
 * the same on every machine.
 *
 * @param degrees the largest angle to either side, above 0 and at most 180; each angle has the same probability
 */
public record Rotation(double degrees) implements Augmentation {
    private static final int MOST = 180;

    /**
     * Checks the range.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the angle is not above 0 and at most 180
     */
    public Rotation {
        Range.require(degrees > 0 && degrees <= MOST, "rotation in degrees", degrees, "above 0 and at most 180");
    }

    @Override
    public Picture augment(Picture picture, Draw draw) {
        return turned(picture, (2 * draw.random().nextDouble() - 1) * degrees);
    }

    /** @param angle in degrees, clockwise */
    static Picture turned(Picture picture, double angle) {
        ImageShape shape = picture.shape();
        double sine = StrictMath.sin(StrictMath.toRadians(angle));
        double cosine = StrictMath.cos(StrictMath.toRadians(angle));
        double middleRow = (shape.height() - 1) / 2.0;
        double middleColumn = (shape.width() - 1) / 2.0;
        byte[] to = new byte[picture.values().length];
        for (int row = 0; row < shape.height(); row++) {
            double down = row - middleRow;
            for (int column = 0; column < shape.width(); column++) {
                double across = column - middleColumn;
                // Where the pixel was before the turn.
                double y = middleRow + cosine * down - sine * across;
                double x = middleColumn + sine * down + cosine * across;
                put(picture, y, x, to, (row * shape.width() + column) * shape.channels());
            }
        }
        return new Picture(shape, to);
    }

    private static void put(Picture from, double row, double column, byte[] to, int at) {
        ImageShape shape = from.shape();
        double y = Math.min(Math.max(row, 0), shape.height() - 1.0);
        double x = Math.min(Math.max(column, 0), shape.width() - 1.0);
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, shape.height() - 1);
        int right = Math.min(left + 1, shape.width() - 1);
        double lower = y - top;
        double righter = x - left;
        for (int channel = 0; channel < shape.channels(); channel++) {
            double above = between(value(from, top, left, channel), value(from, top, right, channel), righter);
            double below = between(value(from, bottom, left, channel), value(from, bottom, right, channel), righter);
            to[at + channel] = (byte) (int) (between(above, below, lower) + 0.5);
        }
    }

    private static double between(double first, double second, double share) {
        return first + (second - first) * share;
    }

    private static int value(Picture picture, int row, int column, int channel) {
        ImageShape shape = picture.shape();
        return Byte.toUnsignedInt(picture.values()[(row * shape.width() + column) * shape.channels() + channel]);
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "rotation by up to %s degrees", degrees);
    }
}
