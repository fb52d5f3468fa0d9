package dev.stagecraft.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "7, 2, 224, 112", // He 2015, Table 1: conv1
        "3, 2, 112, 56", // its max pool
        "3, 2, 56, 28", // conv3_1
        "3, 1, 7, 7",
        "1, 2, 7, 4",
        "3, 2, 1, 1",
        "2, 2, 28, 14", // an even window has no padding here
        "2, 2, 1, 0" // and may not fit
    })
    void symmetricPaddingGivesTheSizesOfThePaper(int size, int stride, int in, int out) {
        assertEquals(out, Window.symmetric(size, stride).over(in));
    }

    @Test
    void outputsAreAsManyAsPositionsOfTheWindow() {
        for (int size = 1; size <= 8; size++) {
            for (int stride = 1; stride <= 4; stride++) {
                for (int in = 1; in <= 20; in++) {
                    int padded = in + 2 * ((size - 1) / 2);
                    int positions = 0;
                    for (int start = 0; start + size <= padded; start += stride) {
                        positions++;
                    }
                    assertEquals(positions, Window.symmetric(size, stride).over(in), size + ", " + stride + ", " + in);
                    assertEquals(
                            (int) Math.ceil(in / (double) stride),
                            Window.same(size, stride).over(in));
                }
            }
        }
    }

    @Test
    void tensorFlowsSamePaddingServesOnlyWhereItIsTheSame() {
        assertTrue(Window.symmetric(3, 1).equalsSame(Shape.image(28, 28, 1)));
        assertTrue(Window.symmetric(3, 2).equalsSame(Shape.image(7, 7, 1)), "an odd size pads evenly at stride 2");
        assertFalse(Window.symmetric(3, 2).equalsSame(Shape.image(28, 28, 1)), "an even size pads the end alone");
        assertFalse(Window.symmetric(3, 2).equalsSame(Shape.image(7, 28, 1)), "both directions count");
        assertFalse(Window.symmetric(7, 2).equalsSame(Shape.image(224, 224, 3)));
        assertFalse(Window.symmetric(2, 1).equalsSame(Shape.image(8, 8, 1)), "SAME adds a pixel to even windows");
    }
}
