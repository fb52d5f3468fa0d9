package dev.stagecraft.runtime.tree;

import dev.stagecraft.runtime.io.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What lies in a folder of pictures and is none; it is counted, so that nothing disappears without a word. */
final class Skipped {
    private static final int MOST_NAMED = 5;

    /** What systems and archivers leave in folders without a dot in front. */
    private static final Set<String> LEFT_BEHIND = Set.of("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin");

    private final Kind hidden = new Kind("hidden");
    private final Kind others = new Kind("not pictures");
    private final Kind broken = new Kind("links to nothing");

    static boolean isHidden(String name) {
        return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
    }

    void addHidden(String path) {
        hidden.add(path);
    }

    void addOther(String path) {
        others.add(path);
    }

    void addBroken(String path) {
        broken.add(path);
    }

    /** One sentence, or none. */
    List<String> notices(String root) {
        List<String> kinds = new ArrayList<>();
        int all = 0;
        for (Kind kind : List.of(hidden, others, broken)) {
            all += kind.count;
            if (kind.count > 0) {
                kinds.add(kind.text());
            }
        }
        return all == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d %s in %s skipped: %s",
                        all,
                        all == 1 ? "entry" : "entries",
                        root + (all == 1 ? " was" : " were"),
                        String.join("; ", kinds)));
    }

    private static final class Kind {
        private final String what;
        private final List<String> first = new ArrayList<>();
        private int count;

        Kind(String what) {
            this.what = what;
        }

        void add(String path) {
            count++;
            if (first.size() < MOST_NAMED) {
                first.add(ForeignText.printed(path));
            }
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%,d %s (%s%s)",
                    count,
                    what,
                    String.join(", ", first),
                    count > first.size() ? ", …" : "");
        }
    }
}
