package dev.stagecraft.weights.name;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
    /** Value 1000·o + 100·i + 10·h + w stands at [o, i, h, w] there and at [h, w, i, o] here. */
    @Test
    void kernels() {
        List<Long> shape = List.of(2L, 3L, 4L, 5L);
        float[] theirs = new float[2 * 3 * 4 * 5];
        float[] ours = new float[theirs.length];
        int at = 0;
        for (int o = 0; o < 5; o++) {
            for (int i = 0; i < 4; i++) {
                for (int h = 0; h < 2; h++) {
                    for (int w = 0; w < 3; w++) {
                        float value = 1000 * o + 100 * i + 10 * h + w;
                        theirs[at++] = value;
                        ours[((h * 3 + w) * 4 + i) * 5 + o] = value;
                    }
                }
            }
        }
        assertEquals(List.of(5L, 4L, 2L, 3L), Layout.KERNEL.tensorShape(shape));
        assertArrayEquals(ours, Layout.KERNEL.toVariable(theirs, shape));
        assertArrayEquals(theirs, Layout.KERNEL.toTensor(ours, shape));
    }

    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"DENSE", "POINTWISE"})
    void denseKernels(Layout layout) {
        List<Long> shape = List.of(3L, 2L);
        float[] ours = {0, 1, 10, 11, 20, 21};
        float[] theirs = {0, 10, 20, 1, 11, 21};
        assertArrayEquals(ours, layout.toVariable(theirs, shape));
        assertArrayEquals(theirs, layout.toTensor(ours, shape));
    }

    @Test
    void channelKernelsAndVectorsStayInOrder() {
        float[] values = {1, 2, 3};
        assertEquals(List.of(1L, 1L, 3L), Layout.CHANNELS.tensorShape(List.of(3L, 1L, 1L, 1L)));
        assertArrayEquals(values, Layout.CHANNELS.toVariable(values, List.of(3L, 1L, 1L, 1L)));
        assertArrayEquals(values, Layout.SAME.toTensor(values, List.of(3L)));
    }

    @Test
    void anotherRankIsNoKernel() {
        assertThrows(IllegalArgumentException.class, () -> Layout.KERNEL.tensorShape(List.of(3L, 2L)));
    }
}
