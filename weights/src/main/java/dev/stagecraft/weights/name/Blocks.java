package dev.stagecraft.weights.name;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A layer of a block, as we name it. */
record Blocks(int stage, int block, String layer) {
    private static final Pattern NAME = Pattern.compile("stage([1-9]\\d{0,6})/block([1-9]\\d{0,6})/(.+)");

    static Optional<Blocks> parse(String layer) {
        Matcher name = NAME.matcher(layer);
        return name.matches()
                ? Optional.of(new Blocks(number(name, 1), number(name, 2), name.group(3)))
                : Optional.empty();
    }

    String name() {
        return "stage" + stage + "/block" + block + "/" + layer;
    }

    static int number(Matcher matched, int group) {
        return Integer.parseInt(matched.group(group));
    }
}
