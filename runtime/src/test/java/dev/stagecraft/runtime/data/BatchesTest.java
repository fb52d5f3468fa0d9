package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final LabeledImages images = new ImagesInMemory(
            new ImageShape(1, 2, 1), 5, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new byte[] {0, 1, 2, 3, 4});

    @Test
    void batchesFollowTheOrderAndTheLastHoldsTheRest() {
        List<Batch> batches = new ArrayList<>();
        Batches all = new Batches(images, new int[] {4, 0, 3, 1, 2}, 2);
        all.forEach(batches::add);
        assertEquals(3, all.count());
        assertEquals(List.of(2, 2, 1), batches.stream().map(Batch::size).toList());
        assertArrayEquals(new byte[] {8, 9, 0, 1}, batches.get(0).images());
        assertArrayEquals(new int[] {4, 0}, batches.get(0).labels());
        assertArrayEquals(new byte[] {4, 5}, batches.get(2).images());
    }

    @Test
    void batchOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Batches(images, new int[0], 0));
    }

    @Test
    void orderIsAPermutationThatFollowsFromSeedAndEpoch() {
        int[] order = EpochOrder.shuffled(1_000, 5, 2);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(EpochOrder.inSequence(1_000), sorted);
        assertArrayEquals(order, EpochOrder.shuffled(1_000, 5, 2));
        assertFalse(Arrays.equals(order, EpochOrder.shuffled(1_000, 5, 3)));
        assertFalse(Arrays.equals(order, EpochOrder.shuffled(1_000, 6, 2)));
    }
}
