package dev.stagecraft.runtime.data;

import java.util.Arrays;

/**
 * A gray picture in the making, onto which polygons are painted with smooth edges. Its pixels are the same on every Java:
 * it adds, subtracts, multiplies, divides and takes square roots of {@code double}s, all of which Java defines to the last
 * bit, and asks no library.
 */
final class Canvas {
    /** Lines along which a pixel's cover is measured, exactly from left to right. */
    private static final int LINES = 4;

    /** A corner reaches no further out than so many half widths of its stroke. */
    private static final double LONGEST_MITER = 4;

    private final int width;
    private final int height;
    private final double[] values;
    private final double[] cover;

    /** A black picture. */
    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        values = new double[width * height];
        cover = new double[width];
    }

    /** The brightness of each pixel, 0 to 1, rows from the top. */
    double[] values() {
        return values;
    }

    /** Paints all of it: {@code first} at the upper left corner, {@code last} at a point and beyond, even steps between. */
    void shade(double first, double last, double x, double y) {
        double square = x * x + y * y;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double part = ((column + 0.5) * x + (row + 0.5) * y) / square;
                values[row * width + column] = first + (last - first) * Math.min(Math.max(part, 0), 1);
            }
        }
    }

    /** Paints a straight line whose ends are square and reach beyond its points by half its thickness. */
    void line(double fromX, double fromY, double toX, double toY, double thickness, double gray) {
        double length = Math.sqrt((toX - fromX) * (toX - fromX) + (toY - fromY) * (toY - fromY));
        // Half the thickness along the line; a line without length is a square.
        double x = length > 0 ? (toX - fromX) / length * thickness / 2 : thickness / 2;
        double y = length > 0 ? (toY - fromY) / length * thickness / 2 : 0;
        fill(gray, new double[] {
            fromX - x - y,
            fromY - y + x,
            fromX - x + y,
            fromY - y - x,
            toX + x + y,
            toY + y - x,
            toX + x - y,
            toY + y + x
        });
    }

    /** Paints the line along a closed outline, with pointed corners. */
    void stroke(double[] ring, double thickness, double gray) {
        double[] outside = new double[ring.length];
        double[] inside = new double[ring.length];
        int count = ring.length / 2;
        for (int i = 0; i < count; i++) {
            int before = (i + count - 1) % count;
            int after = (i + 1) % count;
            double[] left = normal(ring, before, i);
            double[] right = normal(ring, i, after);
            double open = Math.max(1 + left[0] * right[0] + left[1] * right[1], 2 / (LONGEST_MITER * LONGEST_MITER));
            double x = thickness / 2 * (left[0] + right[0]) / open;
            double y = thickness / 2 * (left[1] + right[1]) / open;
            outside[2 * i] = ring[2 * i] + x;
            outside[2 * i + 1] = ring[2 * i + 1] + y;
            // The other way round, so that what lies within both is no part of the line.
            inside[2 * (count - 1 - i)] = ring[2 * i] - x;
            inside[2 * (count - 1 - i) + 1] = ring[2 * i + 1] - y;
        }
        fill(gray, outside, inside);
    }

    /** Of length 1, to the left of the way from one corner to another. */
    private static double[] normal(double[] ring, int from, int to) {
        double x = ring[2 * to] - ring[2 * from];
        double y = ring[2 * to + 1] - ring[2 * from + 1];
        double length = Math.sqrt(x * x + y * y);
        return new double[] {-y / length, x / length};
    }

    /** Paints what closed outlines wind around, each {@code x, y, x, y, ...}, in pixels from the upper left corner. */
    void fill(double gray, double[]... rings) {
        Edges edges = new Edges(rings);
        int firstRow = (int) Math.min(Math.max(Math.floor(edges.top), 0), height);
        int lastRow = (int) Math.min(Math.max(Math.ceil(edges.bottom), 0), height);
        for (int row = firstRow; row < lastRow; row++) {
            Arrays.fill(cover, 0);
            for (int line = 0; line < LINES; line++) {
                edges.cross(row + (line + 0.5) / LINES);
                int winding = 0;
                for (int i = 0; i + 1 < edges.crossings; i++) {
                    winding += edges.turns[i];
                    if (winding != 0) {
                        addSpan(edges.at[i], edges.at[i + 1]);
                    }
                }
            }
            for (int column = 0; column < width; column++) {
                int pixel = row * width + column;
                values[pixel] += (gray - values[pixel]) * cover[column] / LINES;
            }
        }
    }

    private void addSpan(double from, double to) {
        double start = Math.max(from, 0);
        double end = Math.min(to, width);
        for (int column = (int) start; column < end; column++) {
            cover[column] += Math.min(end, column + 1) - Math.max(start, column);
        }
    }

    /** The sides of outlines, from their upper to their lower end, and where a line crosses them, from the left. */
    private static final class Edges {
        private final double[] x;
        private final double[] slope;
        private final double[] upper;
        private final double[] lower;
        private final int[] direction;
        private int count;
        private double top = Double.POSITIVE_INFINITY;
        private double bottom = Double.NEGATIVE_INFINITY;

        private final double[] at;
        private final int[] turns;
        private int crossings;

        Edges(double[]... rings) {
            int most = Arrays.stream(rings).mapToInt(ring -> ring.length / 2).sum();
            x = new double[most];
            slope = new double[most];
            upper = new double[most];
            lower = new double[most];
            direction = new int[most];
            at = new double[most];
            turns = new int[most];
            for (double[] ring : rings) {
                for (int i = 0; i < ring.length; i += 2) {
                    int next = (i + 2) % ring.length;
                    if (ring[i + 1] < ring[next + 1]) {
                        add(ring[i], ring[i + 1], ring[next], ring[next + 1], 1);
                    } else if (ring[i + 1] > ring[next + 1]) {
                        add(ring[next], ring[next + 1], ring[i], ring[i + 1], -1);
                    }
                }
            }
        }

        private void add(double upperX, double upperY, double lowerX, double lowerY, int turn) {
            x[count] = upperX;
            upper[count] = upperY;
            lower[count] = lowerY;
            slope[count] = (lowerX - upperX) / (lowerY - upperY);
            direction[count] = turn;
            count++;
            top = Math.min(top, upperY);
            bottom = Math.max(bottom, lowerY);
        }

        void cross(double y) {
            crossings = 0;
            for (int i = 0; i < count; i++) {
                if (upper[i] <= y && y < lower[i]) {
                    double here = x[i] + (y - upper[i]) * slope[i];
                    int place = crossings++;
                    for (; place > 0 && at[place - 1] > here; place--) {
                        at[place] = at[place - 1];
                        turns[place] = turns[place - 1];
                    }
                    at[place] = here;
                    turns[place] = direction[i];
                }
            }
        }
    }
}
