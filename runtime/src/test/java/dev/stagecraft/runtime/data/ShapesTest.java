package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** As many as the network has, in the channels that it takes; whatever they are, they are drawn the same everywhere. */
    @ParameterizedTest
    @CsvSource({
        "1, 10, 05d2a1604c817f58",
        "3, 10, d8b5d9d7c0cc64e8",
        "3, 100, 2e6b931771e369c2",
        "3, 1000, 05781c7a5e9fe0c4",
        "1, 3, 19c8516fd853e020",
        "4, 21843, f7de9922804fa64b"
    })
    void classesAndChannelsAreThoseOfTheNetwork(int channels, int classes, String start) {
        DataSet set = Shapes.draw(1, 300, 100, channels, classes);
        assertEquals(new ImageShape(28, 28, channels), set.train().shape());
        assertEquals(classes, set.classes());
        assertEquals(classes, new HashSet<>(set.classNames()).size());
        for (int i = 0; i < 100; i++) {
            assertEquals(i % classes, set.test().label(i));
        }
        assertEquals(start, DataFingerprint.of(set.train()).substring(0, 16));
    }

    @Test
    void classesAreNamedByTheirShapes() {
        assertEquals(
                List.of("circle", "square", "triangle", "cross", "star", "crescent", "arrow", "heart", "bar", "bolt"),
                Shapes.draw(1, 1, 1).classNames());
        List<String> many = Shapes.draw(1, 1, 1, 3, 25).classNames();
        assertEquals("circle 0", many.get(0));
        assertEquals("star 2", many.get(24));
    }

    /** Of the tens of a number's marks each is bright or dark, whatever lies below them. */
    @Test
    void classesBeyondTenAreToldByTheirMarks() {
        LabeledImages images = Shapes.draw(1, 400, 1, 1, 40).train();
        ByteBuffer image = ByteBuffer.allocate(784);
        for (int i = 0; i < 400; i++) {
            images.read(i, image.clear());
            int number = images.label(i) / 10;
            assertEquals(number & 1, image.get(27 * 28) < 0 ? 1 : 0, "image " + i);
            assertEquals(number >> 1, image.get(27 * 28 + 2) < 0 ? 1 : 0, "image " + i);
        }
    }

    @Test
    void colorsDiffer() {
        LabeledImages images = Shapes.draw(1, 50, 1, 3, 10).train();
        ByteBuffer image = ByteBuffer.allocate(3 * 784);
        int colored = 0;
        for (int i = 0; i < 50; i++) {
            images.read(i, image.clear());
            long[] sums = new long[3];
            for (int p = 0; p < 3 * 784; p++) {
                sums[p % 3] += image.get(p) & 0xFF;
            }
            colored += Math.abs(sums[0] - sums[1]) > 10 * 784 ? 1 : 0;
        }
        assertTrue(colored > 25, "red and green differ in " + colored + " of 50");
    }

    @Test
    void kindDrawsWhatTheNetworkTakes() {
        DataSets sets = new DataSets(Map.of());
        Wanted wanted = new Wanted(new ImageShape(32, 32, 3), 100);
        DataSet color = sets.open(new DataPlace("shapes", ""), 1, Optional.of(wanted), new SilentTransfer());
        assertEquals(new ImageShape(28, 28, 3), color.train().shape());
        assertEquals(100, color.classes());
        assertEquals(Shapes.TRAIN, color.train().size());
        Wanted gray = new Wanted(new ImageShape(96, 96, 1), 10);
        DataSet usual = sets.open(new DataPlace("shapes", ""), 1, Optional.of(gray), new SilentTransfer());
        assertEquals(
                "a2200017d5d0174cc7052fe76a8a9eb15fe3be5a7be88dc7b2e9d16e68b3532e",
                sha256(usual.test()),
                "the same bytes as ever");
        Wanted many = new Wanted(new ImageShape(32, 32, 3), 200_000);
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> sets.open(new DataPlace("shapes", ""), 1, Optional.of(many), new SilentTransfer()));
        assertEquals(
                "shapes have at most 163,840 classes, but the network has 200,000; choose other data",
                error.getMessage());
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
