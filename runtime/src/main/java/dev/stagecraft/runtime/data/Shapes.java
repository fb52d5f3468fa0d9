package dev.stagecraft.runtime.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Synthetic data, drawn in memory: images of 28×28 pixels with one of ten shapes, gray or in color. Position, size,
 * rotation, stroke or fill, brightness, colors, clutter and noise depend on the seed. An image is drawn when it is first
 * read.
 *
 * <p>With fewer than ten classes, these are the first shapes. With more, each further ten classes are the ten shapes
 * again, with a number along the lower edge as a row of marks: bright for a binary one, dark for a zero.
 *
 * <p>An image depends only on the seed, its part (train or test) and its position. It is the same on every Java version
 * and machine: all random numbers come from {@link Random}, whose documentation defines every number that is used here,
 * and no graphics library is used.
 */
public final class Shapes {
    /** The number of training images. */
    public static final int TRAIN = 12_000;

    /** The number of test images. */
    public static final int TEST = 2_000;

    /**
     * The name of the data in a run. The number changes whenever a pixel changes, so that checkpoints recognize earlier
     * drawings.
     */
    public static final String NAME = "synthetic shapes (drawings 2)";

    private static final int SIDE = 28;
    private static final int CENTER = 14;

    /** Marks of two pixels each fit into a row, so that many digits does a class's number have at most. */
    private static final int MOST_DIGITS = SIDE / 2;

    /** More classes than this cannot be told apart. */
    static final int MOST_CLASSES = DrawnShape.values().length << MOST_DIGITS;

    private Shapes() {}

    /** The data in its usual size. */
    public static DataSet draw(long seed) {
        return draw(seed, TRAIN, TEST);
    }

    /**
     * The data in another size. Classes alternate, so that each has the same number of images, give or take one.
     *
     * @param train number of training images
     * @param test number of test images
     */
    public static DataSet draw(long seed, int train, int test) {
        return draw(seed, train, test, 1, DrawnShape.values().length);
    }

    /**
     * The data in another size, with other channels and other classes.
     *
     * @param train number of training images
     * @param test number of test images
     * @param channels 1 for gray; otherwise every image has a dark and a bright color, drawn per channel
     * @param classes 1 to 163,840
     * @throws IllegalArgumentException if there are fewer or more classes
     */
    public static DataSet draw(long seed, int train, int test, int channels, int classes) {
        if (classes < 1 || classes > MOST_CLASSES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "the number of classes is %,d; it must be 1 to %,d", classes, MOST_CLASSES));
        }
        Drawing drawing = new Drawing(new ImageShape(SIDE, SIDE, channels), classes, names(classes));
        return new DataSet(NAME, drawing.side(seed, 0, train), drawing.side(seed, 1, test));
    }

    private static List<String> names(int classes) {
        DrawnShape[] shapes = DrawnShape.values();
        List<String> names = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            String name = shapes[label % shapes.length].name().toLowerCase(Locale.ROOT);
            names.add(classes <= shapes.length ? name : name + " " + label / shapes.length);
        }
        return names;
    }

    private record Drawing(ImageShape shape, int classes, List<String> names) {
        DrawnImages side(long seed, int side, int count) {
            long part = mix(mix(seed) + side);
            return new DrawnImages(shape, classes, names, count, index -> image(part, index));
        }

        private byte[] image(long part, int index) {
            DrawnShape[] shapes = DrawnShape.values();
            int label = index % classes;
            int numbers = (classes + shapes.length - 1) / shapes.length;
            int digits = Integer.SIZE - Integer.numberOfLeadingZeros(numbers - 1);
            Canvas canvas = new Canvas(SIDE, SIDE);
            Random random = new Random(mix(part + index));
            paint(canvas, shapes[label % shapes.length], random);
            mark(canvas, label / shapes.length, digits);
            double[] picture = shape.channels() == 1 ? canvas.values() : colored(canvas.values(), random);
            return withNoise(picture, random);
        }

        /** Black becomes a dark color and white a bright one; between them lies what is between. */
        private double[] colored(double[] gray, Random random) {
            int channels = shape.channels();
            float[] dark = new float[channels];
            float[] bright = new float[channels];
            for (int channel = 0; channel < channels; channel++) {
                dark[channel] = between(random, 0, 0.4f);
                bright[channel] = between(random, 0.6f, 1);
            }
            double[] colors = new double[gray.length * channels];
            for (int i = 0; i < colors.length; i++) {
                int channel = i % channels;
                colors[i] = dark[channel] + (bright[channel] - dark[channel]) * gray[i / channels];
            }
            return colors;
        }
    }

    private static void mark(Canvas canvas, int number, int digits) {
        for (int digit = 0; digit < digits; digit++) {
            double gray = number >> digit & 1;
            canvas.line(2 * digit + 1, SIDE - 1, 2 * digit + 1, SIDE - 1, 2, gray);
        }
    }

    private static void paint(Canvas canvas, DrawnShape shape, Random random) {
        boolean bright = random.nextBoolean();
        float ground = bright ? between(random, 0f, 0.35f) : between(random, 0.65f, 1f);
        float slope = between(random, -0.15f, 0.15f);
        canvas.shade(
                gray(ground - slope), gray(ground + slope), SIDE * random.nextFloat(), SIDE * random.nextFloat() + 1);

        for (int lines = random.nextInt(3); lines > 0; lines--) {
            float x = between(random, 0, SIDE);
            float y = between(random, 0, SIDE);
            float gray = gray(random.nextFloat());
            float thickness = between(random, 0.6f, 1.4f);
            canvas.line(x, y, x + between(random, -7, 7), y + between(random, -7, 7), thickness, gray);
        }

        double x = CENTER + between(random, -3, 3);
        double y = CENTER + between(random, -3, 3);
        double angle = between(random, -0.6f, 0.6f);
        float size = between(random, 7.5f, 11f);
        double[] outline = shape.placed(x, y, angle, size, size * between(random, 0.85f, 1f));
        float gray = gray(bright ? ground + between(random, 0.45f, 0.65f) : ground - between(random, 0.45f, 0.65f));
        if (random.nextBoolean()) {
            canvas.fill(gray, outline);
        } else {
            canvas.stroke(outline, between(random, 1.2f, 2.2f), gray);
        }
    }

    private static byte[] withNoise(double[] picture, Random random) {
        double strength = between(random, 2, 12);
        byte[] values = new byte[picture.length];
        for (int i = 0; i < picture.length; i++) {
            long value = Math.round(picture[i] * 255 + random.nextGaussian() * strength);
            values[i] = (byte) Math.min(Math.max(value, 0), 255);
        }
        return values;
    }

    private static float gray(float brightness) {
        return Math.min(Math.max(brightness, 0), 1);
    }

    private static float between(Random random, float least, float most) {
        return least + (most - least) * random.nextFloat();
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbours become unrelated seeds. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
