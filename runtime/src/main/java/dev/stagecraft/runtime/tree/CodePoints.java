package dev.stagecraft.runtime.tree;

import java.util.Comparator;

/** The order of names, which is the same on every file system: by code point, so that 10 stands before 2. */
final class CodePoints {
    /** Compares names; Java's own order differs where characters do not fit into 16 bits. */
    static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    private static int compare(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length()) {
            int first = one.codePointAt(at);
            int second = other.codePointAt(at);
            if (first != second) {
                return Integer.compare(first, second);
            }
            at += Character.charCount(first);
        }
        return Integer.compare(one.length(), other.length());
    }
}
