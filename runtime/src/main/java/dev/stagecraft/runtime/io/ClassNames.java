package dev.stagecraft.runtime.io;

import java.util.List;
import java.util.stream.IntStream;

/** What classes are called where every one of them needs a name. */
public final class ClassNames {
    private ClassNames() {}

    /**
     * The names of the classes, or their numbers if they have none.
     *
     * @param names in the order of the labels; empty if they have none
     * @param classes how many there are
     */
    public static List<String> orNumbers(List<String> names, int classes) {
        return names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(String::valueOf).toList()
                : names;
    }
}
