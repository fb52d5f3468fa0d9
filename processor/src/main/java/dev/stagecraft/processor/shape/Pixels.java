package dev.stagecraft.processor.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Pixels of an image that something depends on. Windows are square and slide over height and width alike, so that one path
 * through a network depends on some rows crossed with some columns; several paths on the union of a few such areas.
 */
public final class Pixels {
    private final List<Area> areas;

    private Pixels(List<Area> areas) {
        this.areas = areas;
    }

    /** Every pixel of an image, or the one place that a vector of features has. */
    public static Pixels all(Shape shape) {
        boolean image = shape.dims().size() > 1;
        return new Pixels(List.of(new Area(Runs.all(image ? shape.height() : 1), Runs.all(image ? shape.width() : 1))));
    }

    /** How many there are. */
    public long count() {
        long count = 0;
        List<Area> seen = new ArrayList<>();
        // Inclusion and exclusion: what an area shares with those before it was counted with them.
        for (Area area : areas) {
            List<Area> shared = seen.stream().map(other -> other.and(area)).toList();
            count += area.size() - new Pixels(shared).count();
            seen.add(area);
        }
        return count;
    }

    /** These and others. */
    public Pixels and(Pixels others) {
        List<Area> all = new ArrayList<>(areas);
        for (Area area : others.areas) {
            if (all.stream().noneMatch(known -> known.holds(area))) {
                all.removeIf(area::holds);
                all.add(area);
            }
        }
        return new Pixels(List.copyOf(all));
    }

    /** What a window over an image reads to give these. */
    Pixels under(Window window, Shape image) {
        List<Area> read = new ArrayList<>();
        for (Area area : areas) {
            read.add(new Area(window.reads(area.rows(), image.height()), window.reads(area.columns(), image.width())));
        }
        return new Pixels(List.copyOf(read));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels pixels && areas.equals(pixels.areas);
    }

    @Override
    public int hashCode() {
        return areas.hashCode();
    }

    /** Rows crossed with columns. */
    private record Area(Runs rows, Runs columns) {
        long size() {
            return rows.size() * columns.size();
        }

        boolean holds(Area other) {
            return rows.holds(other.rows) && columns.holds(other.columns);
        }

        Area and(Area other) {
            return new Area(rows.and(other.rows), columns.and(other.columns));
        }
    }
}
