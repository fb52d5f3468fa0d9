package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private final Canvas canvas = new Canvas(4, 3);

    @Test
    void pixelsTakeColorByTheirPartThatIsCovered() {
        canvas.fill(0.8, new double[] {0.5, 1, 2.25, 1, 2.25, 2.5, 0.5, 2.5});
        assertArrayEquals(new double[] {0, 0, 0, 0, 0.4, 0.8, 0.2, 0, 0.2, 0.4, 0.1, 0}, canvas.values(), 1e-12);
    }

    @Test
    void slantedEdgesCoverHalfThePixelsOnTheirWay() {
        canvas.fill(1, new double[] {0, 0, 3, 0, 0, 3});
        assertArrayEquals(new double[] {1, 1, 0.5, 0, 1, 0.5, 0, 0, 0.5, 0, 0, 0}, canvas.values(), 1e-12);
    }

    @Test
    void whatReachesBeyondThePictureIsCutOff() {
        canvas.fill(1, new double[] {-5, -5, 1, -5, 1, 9, -5, 9});
        canvas.fill(1, new double[] {10, 1, 12, 1, 11, 2});
        canvas.fill(1, new double[] {0, -9, 4, -9, 4, -8});
        assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, canvas.values(), 1e-12);
    }

    @Test
    void whatIsWoundAroundTwiceIsPaintedOnce() {
        double[] square = {0, 0, 2, 0, 2, 2, 0, 2};
        canvas.fill(0.5, square, square);
        assertEquals(0.5, canvas.values()[0], 1e-12);
        assertEquals(2, Arrays.stream(canvas.values()).sum(), 1e-12);
    }

    /** Whichever way round an outline goes: a frame one pixel wide around nothing. */
    @Test
    void strokeLeavesTheMiddleFree() {
        double[] expected = {1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0};
        canvas.stroke(new double[] {0.5, 0.5, 2.5, 0.5, 2.5, 2.5, 0.5, 2.5}, 1, 1);
        assertArrayEquals(expected, canvas.values(), 1e-12);
        Canvas other = new Canvas(4, 3);
        other.stroke(new double[] {0.5, 2.5, 2.5, 2.5, 2.5, 0.5, 0.5, 0.5}, 1, 1);
        assertArrayEquals(expected, other.values(), 1e-12);
    }

    @Test
    void lineReachesBeyondItsEndsByHalfItsThickness() {
        canvas.line(1, 1.5, 3, 1.5, 1, 1);
        assertArrayEquals(new double[] {0, 0, 0, 0, 0.5, 1, 1, 0.5, 0, 0, 0, 0}, canvas.values(), 1e-12);
        Canvas dot = new Canvas(4, 3);
        dot.line(1.5, 1.5, 1.5, 1.5, 1, 1);
        assertEquals(1, Arrays.stream(dot.values()).sum(), 1e-12);
        assertEquals(1, dot.values()[5], 1e-12);
    }

    @Test
    void shadeGoesFromOneBrightnessToTheOther() {
        Canvas row = new Canvas(4, 1);
        row.shade(0.2, 0.6, 2, 0);
        assertArrayEquals(new double[] {0.3, 0.5, 0.6, 0.6}, row.values(), 1e-12);
    }
}
