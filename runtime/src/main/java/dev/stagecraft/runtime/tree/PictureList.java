package dev.stagecraft.runtime.tree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pictures with their classes, part by part.
 *
 * @param name of the set
 * @param folder that paths are relative to
 * @param classNames in the order of the labels: by code point
 * @param parts the pictures of each part that there is; the part to train on always is
 * @param notices what a person should know of what was left out
 */
public record PictureList(
        String name, Path folder, List<String> classNames, Map<Part, List<Entry>> parts, List<String> notices) {
    /** Copies all of it. */
    public PictureList {
        classNames = List.copyOf(classNames);
        parts = Map.copyOf(parts);
        notices = List.copyOf(notices);
    }

    /**
     * A picture.
     *
     * @param path relative to the list's folder, with slashes, or an absolute one
     * @param label its class
     */
    public record Entry(String path, int label) {}

    /** The same without some pictures, named by their paths. */
    public PictureList without(Set<String> paths) {
        Map<Part, List<Entry>> left = new EnumMap<>(Part.class);
        parts.forEach((part, entries) -> left.put(
                part,
                entries.stream().filter(entry -> !paths.contains(entry.path())).toList()));
        return paths.isEmpty() ? this : new PictureList(name, folder, classNames, left, notices);
    }

    /** The classes without a picture in any part, by name. */
    List<String> emptyClasses() {
        boolean[] seen = new boolean[classNames.size()];
        parts.values().forEach(part -> part.forEach(entry -> seen[entry.label()] = true));
        List<String> empty = new ArrayList<>();
        for (int label = 0; label < seen.length; label++) {
            if (!seen[label]) {
                empty.add(classNames.get(label));
            }
        }
        return empty;
    }
}
