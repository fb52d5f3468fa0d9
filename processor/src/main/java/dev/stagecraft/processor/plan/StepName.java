package dev.stagecraft.processor.plan;

import java.util.Optional;

/**
 * An operation's name below its section.
 *
 * @param part of the section that it belongs to
 * @param leaf the last word, as in {@code conv1}
 */
public record StepName(Part part, String leaf) {
    /** A name of a section's own. */
    static StepName of(String leaf) {
        return Part.BODY.step(leaf);
    }

    /** As contract names and messages have it: {@code conv1}, {@code shortcut/conv}. */
    public String path() {
        return part.name().isEmpty() ? leaf : part.name() + "/" + leaf;
    }

    @Override
    public String toString() {
        return path();
    }

    /**
     * Operations of a section that have a name together.
     *
     * @param name empty for the section's own
     * @param title where they are drawn as one: what the drawing calls them
     */
    public record Part(String name, Optional<String> title) {
        /** What every image passes. */
        public static final Part BODY = new Part("", Optional.empty());

        /** What leads around a block's body. */
        public static final Part SHORTCUT = new Part("shortcut", Optional.empty());

        /** A part whose operations are drawn each. */
        static Part named(String name) {
            return new Part(name, Optional.empty());
        }

        /** A part that is drawn as one. */
        static Part drawnAs(String title, String name) {
            return new Part(name, Optional.of(title));
        }

        StepName step(String leaf) {
            return new StepName(this, leaf);
        }
    }
}
