package dev.stagecraft.runtime.data;

/** Turns the hue of pixels, which keep their saturation and value: the hexagon of HSV (Smith, 1978). */
final class Hue {
    private static final int COLORS = 3;
    private static final int SIDES = 6;

    private Hue() {}

    /**
     * Turns the hue of all pixels in place.
     *
     * @param values red, green and blue of each pixel
     * @param turn from -0.5 to 0.5, as a share of the whole circle; 0 changes nothing
     */
    static void turn(byte[] values, double turn) {
        if (turn == 0) {
            return;
        }
        for (int i = 0; i < values.length; i += COLORS) {
            int red = Byte.toUnsignedInt(values[i]);
            int green = Byte.toUnsignedInt(values[i + 1]);
            int blue = Byte.toUnsignedInt(values[i + 2]);
            int most = Math.max(red, Math.max(green, blue));
            int spread = most - Math.min(red, Math.min(green, blue));
            if (spread > 0) {
                put(values, i, most, spread, side(red, green, blue, most, spread) + turn * SIDES);
            }
        }
    }

    /** The hue from -1 to 5: red is at 0, green at 2, blue at 4. */
    private static double side(int red, int green, int blue, int most, int spread) {
        if (most == red) {
            return (double) (green - blue) / spread;
        }
        return most == green ? 2 + (double) (blue - red) / spread : 4 + (double) (red - green) / spread;
    }

    private static void put(byte[] values, int at, int most, int spread, double hue) {
        for (int channel = 0; channel < COLORS; channel++) {
            double distance = Math.abs(hue - 2 * channel);
            // On a circle of 6, the nearer way round.
            double nearest = Math.min(distance % SIDES, SIDES - distance % SIDES);
            // A color is full up to 1 from its own hue, gone from 2 on, and falls in between.
            double share = Math.min(Math.max(2 - nearest, 0), 1);
            values[at + channel] = (byte) (int) (most - spread + spread * share + 0.5);
        }
    }
}
