package dev.stagecraft.processor.shape;

/** What a rule says of its inputs. */
public sealed interface Inference {
    /** The operation gives this shape. */
    record Known(Shape shape) implements Inference {}

    /**
     * The operation cannot take its inputs.
     *
     * @param cause what it is about
     * @param reason found and expected, with the arithmetic, as part of a sentence
     * @param mend what would help
     */
    record Impossible(Cause cause, String reason, String mend) implements Inference {}

    /** What an operation refuses its inputs for. */
    enum Cause {
        /** A window is larger than what it slides over. */
        WINDOW,
        /** Groups do not divide channels. */
        GROUPS,
        /** The two sides of a sum differ. */
        SIDES
    }
}
