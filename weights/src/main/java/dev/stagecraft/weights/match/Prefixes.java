package dev.stagecraft.weights.match;

import java.util.regex.Pattern;

/** What wrappers of PyTorch put before names. */
final class Prefixes {
    private static final Pattern BEGINNING = Pattern.compile("^(?:module\\.|_orig_mod\\.)+");

    private Prefixes() {}

    /** A name without them. */
    static String without(String name) {
        return BEGINNING.matcher(name).replaceFirst("");
    }
}
