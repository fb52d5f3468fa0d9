package dev.stagecraft.runtime.data;

/** The ten classes of the synthetic set, within ±1 around the origin; none is another one turned. */
enum DrawnShape {
    CIRCLE(circle()),
    SQUARE(-0.75, -0.75, 0.75, -0.75, 0.75, 0.75, -0.75, 0.75),
    TRIANGLE(0, -1, 0.87, 0.6, -0.87, 0.6),
    CROSS(
            -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3, -1, -0.3,
            -0.3, -0.3),
    STAR(star()),
    CRESCENT(crescent()),
    ARROW(-1, -0.25, 0.1, -0.25, 0.1, -0.75, 1, 0, 0.1, 0.75, 0.1, 0.25, -1, 0.25),
    HEART(heart()),
    BAR(-1, -0.27, 1, -0.27, 1, 0.27, -1, 0.27),
    BOLT(-0.2, -1, 0.5, -1, 0.1, -0.25, 0.6, -0.25, -0.45, 1, -0.1, 0.1, -0.6, 0.1);

    /** Corners that a whole curve is made of; at the sizes drawn its sides are shorter than two pixels. */
    private static final int CURVE = 40;

    @SuppressWarnings("ImmutableEnumChecker") // It is written once and never handed out.
    private final double[] corners;

    DrawnShape(double... corners) {
        this.corners = corners;
    }

    /** Its outline around a point, turned by an angle in radians and stretched: {@code x, y, x, y, ...}. */
    double[] placed(double centerX, double centerY, double angle, double width, double height) {
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        double[] placed = new double[corners.length];
        for (int i = 0; i < corners.length; i += 2) {
            double x = width * corners[i];
            double y = height * corners[i + 1];
            placed[i] = centerX + cosine * x - sine * y;
            placed[i + 1] = centerY + sine * x + cosine * y;
        }
        return placed;
    }

    private static double[] circle() {
        double[] points = new double[2 * CURVE];
        arc(points, 0, CURVE, 0, 0.85, 0, 2 * Math.PI * (CURVE - 1) / CURVE);
        return points;
    }

    private static double[] star() {
        double[] points = new double[20];
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 1 : 0.42;
            points[2 * i] = radius * StrictMath.sin(i * Math.PI / 5);
            points[2 * i + 1] = -radius * StrictMath.cos(i * Math.PI / 5);
        }
        return points;
    }

    /** A disc of radius 0.95 without one of radius 0.8 whose middle lies 0.45 to its right. */
    private static double[] crescent() {
        double away = 0.45;
        double outer = 0.95;
        double inner = 0.8;
        double x = (away * away + outer * outer - inner * inner) / (2 * away);
        double y = StrictMath.sqrt(outer * outer - x * x);
        double outerTip = StrictMath.atan2(y, x);
        double innerTip = StrictMath.atan2(y, x - away);
        double[] points = new double[4 * CURVE];
        // Around the far side from one tip to the other, and back along the bite; the tips belong to the first arc.
        arc(points, 0, CURVE, 0, outer, outerTip, 2 * Math.PI - outerTip);
        double step = (2 * Math.PI - 2 * innerTip) / (CURVE + 1);
        arc(points, CURVE, CURVE, away, inner, 2 * Math.PI - innerTip - step, innerTip + step);
        return points;
    }

    /** Points of a circle around {@code (x, 0)}, from one angle to another. */
    private static void arc(double[] points, int at, int count, double x, double radius, double from, double to) {
        for (int i = 0; i < count; i++) {
            double angle = from + (to - from) * i / (count - 1);
            points[2 * (at + i)] = x + radius * StrictMath.cos(angle);
            points[2 * (at + i) + 1] = radius * StrictMath.sin(angle);
        }
    }

    /** Two cubic curves from the tip, over the left side and down the right. */
    private static double[] heart() {
        double[] points = new double[2 * CURVE];
        for (int i = 0; i < CURVE / 2; i++) {
            double part = 2.0 * i / CURVE;
            point(points, i, part, 0, 0.95, -1.5, -0.1, -0.8, -1.2, 0, -0.45);
            point(points, CURVE / 2 + i, part, 0, -0.45, 0.8, -1.2, 1.5, -0.1, 0, 0.95);
        }
        return points;
    }

    /** The point of a Bézier curve of four points. */
    private static void point(double[] points, int at, double part, double... curve) {
        double rest = 1 - part;
        for (int axis = 0; axis < 2; axis++) {
            points[2 * at + axis] = rest * rest * rest * curve[axis]
                    + 3 * rest * rest * part * curve[2 + axis]
                    + 3 * rest * part * part * curve[4 + axis]
                    + part * part * part * curve[6 + axis];
        }
    }
}
