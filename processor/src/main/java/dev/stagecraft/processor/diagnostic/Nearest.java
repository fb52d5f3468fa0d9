package dev.stagecraft.processor.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that a developer may have meant. */
public final class Nearest {
    /** Words that differ in more letters are other words. */
    private static final int MOST_EDITS = 2;

    private Nearest() {}

    /** The nearest word, where one is near. */
    public static Optional<String> of(String found, Collection<String> words) {
        return words.stream()
                .filter(word -> edits(found, word) <= MOST_EDITS)
                .min(Comparator.comparingInt(word -> edits(found, word)));
    }

    /** Letters to be put in, taken out or changed (Levenshtein's distance). */
    private static int edits(String from, String to) {
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
            }
            last = row;
        }
        return last[to.length()];
    }
}
