package dev.stagecraft.processor.diagnostic;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with named slots.
 *
 * @param text with slots such as {@code {found}}; one with a question mark, such as {@code {hint?}}, may be left empty
 */
record Template(String text) {
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)(\\??)\\}");

    /** The names of the slots. */
    Set<String> slots() {
        return SLOT.matcher(text)
                .results()
                .map(slot -> slot.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The text with its slots filled.
     *
     * @throws IllegalStateException where one is left empty
     */
    String fill(Map<String, String> values) {
        return SLOT.matcher(text).replaceAll(slot -> Matcher.quoteReplacement(value(slot, values)));
    }

    private String value(MatchResult slot, Map<String, String> values) {
        String value = values.get(slot.group(1));
        if (value == null && slot.group(2).isEmpty()) {
            throw new IllegalStateException("no value for " + slot.group() + " in: " + text);
        }
        return value == null ? "" : value;
    }
}
