package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShapesTest {
    /**
     * Every Java that this test runs on draws the same bytes. Where a pixel is to change, {@link Shapes#NAME} changes with
     * it, so that a run on the old drawings is not resumed on the new.
     */
    @Test
    void drawingsAreTheSameOnEveryJava() {
        DataSet set = Shapes.draw(1);
        assertEquals("synthetic shapes (drawings 2)", set.name());
        assertEquals("4803a93345a3794cc5f04aec2c8608188809a6c3298571f3c596a5dede385e01", sha256(set.train()));
        assertEquals("a2200017d5d0174cc7052fe76a8a9eb15fe3be5a7be88dc7b2e9d16e68b3532e", sha256(set.test()));
        assertEquals(
                "b1d93cdf5b3f25ea4cced6e74d2c4bbda79a839243d33332366147e31369b16a",
                sha256(Shapes.draw(-7, 500, 1).train()));
    }

    private static String sha256(LabeledImages images) {
        byte[] pixels = pixels(images);
        return new Sha256().add(pixels, 0, pixels.length).hex();
    }

    @Test
    void sameSeedDrawsTheSameAndImagesDependOnTheirPositionAlone() {
        byte[] few = pixels(Shapes.draw(3, 50, 10).train());
        byte[] more = pixels(Shapes.draw(3, 80, 10).train());
        assertArrayEquals(few, Arrays.copyOf(more, few.length));
        assertFalse(Arrays.equals(few, pixels(Shapes.draw(4, 50, 10).train())));
        assertFalse(
                Arrays.equals(
                        Arrays.copyOf(few, 784 * 10),
                        pixels(Shapes.draw(3, 50, 10).test())),
                "test images are others");
    }

    @Test
    void classesTakeTurns() {
        LabeledImages images = Shapes.draw(1, 100, 10).train();
        int[] perClass = new int[images.classes()];
        for (int i = 0; i < images.size(); i++) {
            perClass[images.label(i)]++;
        }
        assertTrue(Arrays.stream(perClass).allMatch(count -> count == 10));
    }

    /** A linear classifier that has converged stays far from what a network reaches. */
    @Test
    void linearClassifierStaysBelowSixTenths() {
        DataSet set = Shapes.draw(1, 4_000, 1_000);
        float[][] train = floats(set.train());
        float[][] weights = new float[10][785];
        for (int epoch = 0; epoch < 30; epoch++) {
            for (int i : EpochOrder.shuffled(train.length, 1, epoch)) {
                double[] errors = softmax(weights, train[i]);
                errors[set.train().label(i)] -= 1;
                for (int c = 0; c < 10; c++) {
                    for (int p = 0; p < 785; p++) {
                        weights[c][p] -= (float) (0.002 * errors[c] * train[i][p]);
                    }
                }
            }
        }
        double trained = accuracy(weights, train, set.train());
        double tested = accuracy(weights, floats(set.test()), set.test());
        assertTrue(trained > 0.3, "it learns what it can: " + trained);
        assertTrue(tested < 0.6, "but it reaches " + tested);
    }

    @Test
    void limitTakesTheFirst() {
        LabeledImages images = Shapes.draw(1, 20, 10).train();
        assertEquals(5, images.first(5).size());
        assertArrayEquals(Arrays.copyOf(pixels(images), 5 * 784), pixels(images.first(5)));
        assertEquals(20, images.first(1_000).size());
    }

    private static byte[] pixels(LabeledImages images) {
        ByteBuffer target = ByteBuffer.allocate(images.size() * 784);
        for (int i = 0; i < images.size(); i++) {
            images.read(i, target);
        }
        return target.array();
    }

    /** Centerd pixels and a constant for the bias. */
    private static float[][] floats(LabeledImages images) {
        byte[] pixels = pixels(images);
        float[][] values = new float[images.size()][785];
        for (int i = 0; i < images.size(); i++) {
            for (int p = 0; p < 784; p++) {
                values[i][p] = (pixels[i * 784 + p] & 0xFF) / 255f - 0.5f;
            }
            values[i][784] = 1;
        }
        return values;
    }

    private static double[] softmax(float[][] weights, float[] image) {
        double[] scores = new double[10];
        for (int c = 0; c < 10; c++) {
            for (int p = 0; p < 785; p++) {
                scores[c] += weights[c][p] * image[p];
            }
        }
        double most = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int c = 0; c < 10; c++) {
            scores[c] = Math.exp(scores[c] - most);
            sum += scores[c];
        }
        for (int c = 0; c < 10; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    private static double accuracy(float[][] weights, float[][] images, LabeledImages labels) {
        int right = 0;
        for (int i = 0; i < images.length; i++) {
            double[] scores = softmax(weights, images[i]);
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = scores[c] > scores[best] ? c : best;
            }
            right += best == labels.label(i) ? 1 : 0;
        }
        return right / (double) images.length;
    }
}
