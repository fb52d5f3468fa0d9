package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void theMiddleOfValuesInAnyOrder() {
        assertEquals(3, Medians.of(new double[] {9, 1, 3}));
        assertEquals(2.5, Medians.of(new double[] {4, 1, 2, 3}));
        assertEquals(7, Medians.of(new double[] {7}));
    }

    @Test
    void theSpreadIsTheLargestLessTheSmallest() {
        double[] values = {2, 5, 3};
        assertEquals(3, Medians.spread(values));
        assertArrayEquals(new double[] {2, 5, 3}, values);
    }
}
