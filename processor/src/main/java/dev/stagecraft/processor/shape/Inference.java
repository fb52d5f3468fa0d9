package dev.stagecraft.processor.shape;

/** What a rule says of its inputs. */
public sealed interface Inference {
    /** The operation gives this shape. */
    record Known(Shape shape) implements Inference {}

    /** The operation cannot take its inputs. */
    record Impossible(Fault fault) implements Inference {}
}
