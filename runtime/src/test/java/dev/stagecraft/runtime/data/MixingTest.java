package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mixing sees whole batches of floats, with the seed and the number of their step. */
class MixingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 1, 1);

    @Test
    void batchIsMixedWithItsTargets() {
        Batch mixed = batches(new MixedPairs(), 1).iterator().next();
        assertArrayEquals(new float[] {15, 25, 20}, ((Batch.Floats) mixed.pixels()).values());
        assertArrayEquals(new int[] {0, 1, 1}, mixed.labels());
        assertArrayEquals(
                new float[] {0.5f, 0.5f, 0, 1, 0.5f, 0.5f},
                mixed.distributions().orElseThrow());
    }

    @Test
    void stepsCountThroughAllEpochs() {
        List<String> seen = new ArrayList<>();
        for (int epoch = 1; epoch <= 2; epoch++) {
            batches(
                            new Own(batch -> batch) {
                                @Override
                                public Batch mix(Batch batch, int classes, long seed, long step) {
                                    seen.add(seed + ": " + step + ", " + classes + " classes, " + batch.size());
                                    return batch;
                                }
                            },
                            epoch)
                    .forEach(batch -> assertEquals(Optional.empty(), batch.distributions()));
        }
        assertEquals(
                List.of("9: 0, 2 classes, 3", "9: 1, 2 classes, 1", "9: 2, 2 classes, 3", "9: 3, 2 classes, 1"), seen);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken(batch -> null, "returned null; it must return 3 images"),
                broken(batch -> new Batch(2, batch.pixels(), new int[2], Optional.empty()), "a batch of 2 images"),
                broken(
                        batch -> new Batch(3, new byte[3], batch.labels()),
                        "returned 3 values; it must return 3 floats"),
                broken(
                        batch -> new Batch(3, new Batch.Floats(new float[4]), batch.labels(), Optional.empty()),
                        "returned 4 values; it must return 3 floats"),
                broken(with(0.5f, 0.5f), "returned 2 probabilities; it must return 3 times 2"),
                broken(with(0, 1, 0.5f, 0.4f, 1, 0), "the distribution [0.5, 0.4] of image 1"),
                broken(with(-1, 2, 0, 1, 1, 0), "the distribution [-1.0, 2.0] of image 0"),
                broken(with(0, 1, 0, 1, Float.NaN, 0), "the distribution [NaN, 0.0] of image 2"));
    }

    private static Arguments broken(UnaryOperator<Batch> change, String says) {
        return Arguments.of(change, says);
    }

    private static UnaryOperator<Batch> with(float... distributions) {
        return batch -> new Batch(batch.size(), batch.pixels(), batch.labels(), Optional.of(distributions));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenPromiseIsNamedWithTheClass(UnaryOperator<Batch> change, String says) {
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> batches(new Own(change), 1).iterator().next());
        assertTrue(error.getMessage().startsWith(Own.class.getName() + ".mix returned "), error.getMessage());
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }

    private static Batches batches(Mixing mixing, int epoch) {
        LabeledImages images = new ImagesInMemory(SHAPE, 2, new byte[] {10, 20, 30, 40}, new byte[] {0, 1, 1, 0});
        Preparation preparation = new Preparation(Preprocessing.usual(SHAPE), Feed.PLAIN.mixed(mixing), 9, epoch);
        return new Batches(images, EpochOrder.inSequence(4), 3, preparation);
    }

    private static class Own implements Mixing {
        private final UnaryOperator<Batch> change;

        Own(UnaryOperator<Batch> change) {
            this.change = change;
        }

        @Override
        public Batch mix(Batch batch, int classes, long seed, long step) {
            return change.apply(batch);
        }

        @Override
        public String describe() {
            return "own";
        }
    }
}
