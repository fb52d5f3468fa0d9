package dev.stagecraft.processor.shape;

/** What a rule says of its inputs. */
public sealed interface Inference {
    /** The operation gives this shape. */
    record Known(Shape shape) implements Inference {}

    /**
     * The operation cannot take its inputs.
     *
     * @param reason found and expected, with the arithmetic, as part of a sentence
     * @param mend what would help
     */
    record Impossible(String reason, String mend) implements Inference {}
}
