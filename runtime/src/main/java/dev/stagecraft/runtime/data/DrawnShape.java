package dev.stagecraft.runtime.data;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The ten classes of the stand-in, within ±1 around the origin; none is another one turned. */
enum DrawnShape {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    CROSS,
    STAR,
    CRESCENT,
    ARROW,
    HEART,
    BAR,
    BOLT;

    Shape outline() {
        return switch (this) {
            case CIRCLE -> disc(0, 0, 0.85);
            case SQUARE -> new Rectangle2D.Double(-0.75, -0.75, 1.5, 1.5);
            case TRIANGLE -> polygon(0, -1, 0.87, 0.6, -0.87, 0.6);
            case CROSS ->
                polygon(
                        -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3,
                        -1, -0.3, -0.3, -0.3);
            case STAR -> star();
            case CRESCENT -> {
                Area moon = new Area(disc(0, 0, 0.95));
                moon.subtract(new Area(disc(0.45, 0, 0.8)));
                yield moon;
            }
            case ARROW -> polygon(-1, -0.25, 0.1, -0.25, 0.1, -0.75, 1, 0, 0.1, 0.75, 0.1, 0.25, -1, 0.25);
            case HEART -> heart();
            case BAR -> new Rectangle2D.Double(-1, -0.27, 2, 0.54);
            case BOLT -> polygon(-0.2, -1, 0.5, -1, 0.1, -0.25, 0.6, -0.25, -0.45, 1, -0.1, 0.1, -0.6, 0.1);
        };
    }

    private static Shape disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Shape star() {
        double[] points = new double[20];
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 1 : 0.42;
            points[2 * i] = radius * Math.sin(i * Math.PI / 5);
            points[2 * i + 1] = -radius * Math.cos(i * Math.PI / 5);
        }
        return polygon(points);
    }

    private static Shape heart() {
        Path2D path = new Path2D.Double();
        path.moveTo(0, 0.95);
        path.curveTo(-1.5, -0.1, -0.8, -1.2, 0, -0.45);
        path.curveTo(0.8, -1.2, 1.5, -0.1, 0, 0.95);
        path.closePath();
        return path;
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
