package dev.stagecraft.weights.match;

import java.util.List;

/** What wrappers of PyTorch put before names. */
final class Prefixes {
    private static final List<String> ALL = List.of("module.", "_orig_mod.");

    private Prefixes() {}

    /** A name without them. A pattern would take a frame of the stack for each, and a stranger's name may have thousands. */
    static String without(String name) {
        int begin = 0;
        int before;
        do {
            before = begin;
            for (String prefix : ALL) {
                if (name.startsWith(prefix, begin)) {
                    begin += prefix.length();
                }
            }
        } while (begin > before);
        return name.substring(begin);
    }
}
