package dev.stagecraft.runtime.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Random;

/**
 * The built-in stand-in for a real set: grey images of 28×28 pixels with one of ten drawn shapes, made in memory.
 * Position, size, rotation, stroke or fill, brightness, clutter and noise follow from the seed.
 *
 * <p>An image depends on the seed, its side (train or test) and its position alone.
 */
public final class Shapes {
    /** How many images to train on the stand-in has. */
    public static final int TRAIN = 12_000;

    /** How many images to test on it has. */
    public static final int TEST = 2_000;

    /** What a run calls it; the number changes whenever a pixel does. */
    public static final String NAME = "synthetic shapes (drawings 2)";

    /** What runs called it while Java's own library drew it, otherwise on every version. */
    public static final String FIRST_NAME = "Shapes (drawn stand-in)";

    private static final ImageShape SHAPE = new ImageShape(28, 28, 1);
    private static final int CENTRE = 14;

    private Shapes() {}

    /** The stand-in in its usual size. */
    public static DataSet draw(long seed) {
        return draw(seed, TRAIN, TEST);
    }

    /**
     * The stand-in in another size; classes take turns, so that each has as many images as the others.
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
        BufferedImage image = new BufferedImage(SHAPE.width(), SHAPE.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Graphics2D pen = image.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            for (int i = 0; i < count; i++) {
                labels[i] = (byte) (i % classes.length);
                Random random = new Random(mix(mix(mix(seed) + side) + i));
                paint(pen, classes[labels[i]].outline(), random);
                addNoise(pixels, random);
                System.arraycopy(pixels, 0, values, i * SHAPE.values(), SHAPE.values());
            }
        } finally {
            pen.dispose();
        }
        return new ImagesInMemory(SHAPE, classes.length, values, labels);
    }

    private static void paint(Graphics2D pen, Shape outline, Random random) {
        boolean bright = random.nextBoolean();
        float ground = bright ? between(random, 0f, 0.35f) : between(random, 0.65f, 1f);
        float slope = between(random, -0.15f, 0.15f);
        pen.setPaint(new GradientPaint(
                0,
                0,
                grey(ground - slope),
                SHAPE.width() * random.nextFloat(),
                SHAPE.height() * random.nextFloat() + 1,
                grey(ground + slope)));
        pen.fillRect(0, 0, SHAPE.width(), SHAPE.height());

        for (int lines = random.nextInt(3); lines > 0; lines--) {
            float x = between(random, 0, SHAPE.width());
            float y = between(random, 0, SHAPE.height());
            pen.setPaint(grey(random.nextFloat()));
            pen.setStroke(new BasicStroke(between(random, 0.6f, 1.4f)));
            pen.draw(new Line2D.Float(x, y, x + between(random, -7, 7), y + between(random, -7, 7)));
        }

        AffineTransform place =
                AffineTransform.getTranslateInstance(CENTRE + between(random, -3, 3), CENTRE + between(random, -3, 3));
        place.rotate(between(random, -0.6f, 0.6f));
        float size = between(random, 7.5f, 11f);
        place.scale(size, size * between(random, 0.85f, 1f));
        Shape placed = place.createTransformedShape(outline);
        pen.setPaint(grey(bright ? ground + between(random, 0.45f, 0.65f) : ground - between(random, 0.45f, 0.65f)));
        if (random.nextBoolean()) {
            pen.fill(placed);
        } else {
            pen.setStroke(new BasicStroke(between(random, 1.2f, 2.2f)));
            pen.draw(placed);
        }
    }

    private static void addNoise(byte[] pixels, Random random) {
        double strength = between(random, 2, 12);
        for (int i = 0; i < pixels.length; i++) {
            long value = Math.round((pixels[i] & 0xFF) + random.nextGaussian() * strength);
            pixels[i] = (byte) Math.min(Math.max(value, 0), 255);
        }
    }

    private static Color grey(float brightness) {
        float value = Math.min(Math.max(brightness, 0), 1);
        return new Color(value, value, value);
    }

    private static float between(Random random, float least, float most) {
        return least + (most - least) * random.nextFloat();
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbours become unrelated seeds. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
