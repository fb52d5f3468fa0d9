package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every byte of every image counts, and each image is read once. */
class DataFingerprintTest {
    private static final int COUNT = 3000;
    private static final ImageShape SHAPE = new ImageShape(2, 3, 1);

    /** Images that can be changed and count how often each is read. */
    private static final class Counting implements LabeledImages {
        private final byte[] values = new byte[COUNT * SHAPE.values()];
        private final int[] labels = new int[COUNT];
        private final int[] reads = new int[COUNT];
        private final ImageShape shape;

        Counting(ImageShape shape) {
            this.shape = shape;
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (i * 31);
            }
            for (int i = 0; i < labels.length; i++) {
                labels[i] = i % 10;
            }
        }

        @Override
        public int size() {
            return COUNT;
        }

        @Override
        public ImageShape shape() {
            return shape;
        }

        @Override
        public int classes() {
            return 10;
        }

        @Override
        public void read(int index, ByteBuffer target) {
            reads[index]++;
            target.put(values, index * SHAPE.values(), SHAPE.values());
        }

        @Override
        public int label(int index) {
            return labels[index];
        }
    }

    @Test
    void everyImageAndLabelAndSizeCounts() {
        Counting images = new Counting(SHAPE);
        Set<String> seen = new HashSet<>();
        seen.add(DataFingerprint.of(images));
        for (int image = 0; image < COUNT; image += 97) {
            images.values[image * SHAPE.values() + image % SHAPE.values()] ^= 1;
            seen.add(DataFingerprint.of(images));
        }
        images.labels[COUNT - 1] ^= 1;
        seen.add(DataFingerprint.of(images));
        seen.add(DataFingerprint.of(images.first(COUNT - 1)));
        seen.add(DataFingerprint.of(new Counting(new ImageShape(3, 2, 1))));
        assertEquals(1 + (COUNT + 96) / 97 + 3, seen.size());
    }

    @Test
    void eachImageIsReadOnce() {
        Counting images = new Counting(SHAPE);
        DataFingerprint.of(images);
        assertEquals(
                COUNT, Arrays.stream(images.reads).filter(reads -> reads == 1).count());
    }

    /** What it is against: most images can be blackened without a sampled hash noticing. */
    @Test
    void sampledHashIsAsItWas() {
        Counting images = new Counting(SHAPE);
        String before = DataFingerprint.sampled(images);
        String all = DataFingerprint.of(images);
        int sampled =
                (int) Arrays.stream(images.reads).filter(reads -> reads == 2).count();
        assertEquals(1024, sampled);
        for (int i = 0; i < COUNT; i++) {
            if (images.reads[i] == 1) {
                Arrays.fill(images.values, i * SHAPE.values(), (i + 1) * SHAPE.values(), (byte) 0);
            }
        }
        assertEquals(before, DataFingerprint.sampled(images));
        assertNotEquals(all, DataFingerprint.of(images));
        assertEquals(
                "cadead1254f272f56aff56e19e2d13f4c76c394287e687b40c1b3355c51e6f55",
                DataFingerprint.sampled(new Counting(SHAPE)));
    }
}
