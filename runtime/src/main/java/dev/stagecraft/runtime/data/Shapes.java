package dev.stagecraft.runtime.data;

import java.util.Random;

/**
 * A synthetic data set: gray images of 28×28 pixels with one of ten drawn shapes, made in memory. Position, size, rotation,
 * stroke or fill, brightness, clutter and noise follow from the seed.
 *
 * <p>An image depends on the seed, its side (train or test) and its position alone, and is the same on every Java and every
 * machine: all randomness comes from {@link Random}, whose documentation fixes every number that is used here, and no
 * library draws.
 */
public final class Shapes {
    /** How many images to train on it has. */
    public static final int TRAIN = 12_000;

    /** How many images to test on it has. */
    public static final int TEST = 2_000;

    /** What a run calls it; the number changes whenever a pixel does, by which checkpoints recognize earlier drawings. */
    public static final String NAME = "synthetic shapes (drawings 2)";

    private static final ImageShape SHAPE = new ImageShape(28, 28, 1);
    private static final int CENTER = 14;

    private Shapes() {}

    /** The set in its usual size. */
    public static DataSet draw(long seed) {
        return draw(seed, TRAIN, TEST);
    }

    /**
     * The set in another size; classes take turns, so that each has as many images as the others.
     *
     * @param train number of images to train on
     * @param test number of images to test on
     */
    public static DataSet draw(long seed, int train, int test) {
        return new DataSet(NAME, side(seed, 0, train), side(seed, 1, test));
    }

    private static LabeledImages side(long seed, int side, int count) {
        byte[] values = new byte[Math.multiplyExact(count, SHAPE.values())];
        byte[] labels = new byte[count];
        DrawnShape[] classes = DrawnShape.values();
        Canvas canvas = new Canvas(SHAPE.width(), SHAPE.height());
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % classes.length);
            Random random = new Random(mix(mix(mix(seed) + side) + i));
            paint(canvas, classes[labels[i]], random);
            addNoise(canvas.values(), random, values, i * SHAPE.values());
        }
        return new ImagesInMemory(SHAPE, classes.length, values, labels);
    }

    private static void paint(Canvas canvas, DrawnShape shape, Random random) {
        boolean bright = random.nextBoolean();
        float ground = bright ? between(random, 0f, 0.35f) : between(random, 0.65f, 1f);
        float slope = between(random, -0.15f, 0.15f);
        canvas.shade(
                gray(ground - slope),
                gray(ground + slope),
                SHAPE.width() * random.nextFloat(),
                SHAPE.height() * random.nextFloat() + 1);

        for (int lines = random.nextInt(3); lines > 0; lines--) {
            float x = between(random, 0, SHAPE.width());
            float y = between(random, 0, SHAPE.height());
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

    private static void addNoise(double[] picture, Random random, byte[] target, int at) {
        double strength = between(random, 2, 12);
        for (int i = 0; i < picture.length; i++) {
            long value = Math.round(picture[i] * 255 + random.nextGaussian() * strength);
            target[at + i] = (byte) Math.min(Math.max(value, 0), 255);
        }
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
