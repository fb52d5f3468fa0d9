package dev.stagecraft.runtime.io;

import java.util.List;

/** Names in a sentence: the first ones, and how many more there are. */
public final class NameList {
    private static final int MOST_NAMED = 10;

    private NameList() {}

    /** As in {@code a, b, c and 4 more}. */
    public static String of(List<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_NAMED).toList());
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }
}
