package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Tensor;
import dev.stagecraft.processor.spec.Origin;
import java.util.List;

/**
 * One operation of a section: it takes what some branches hold and leaves its output in a branch.
 *
 * @param name below the section's scope, as in {@code conv1} or {@code shortcut/conv}
 * @param operation what is done
 * @param from the branches it takes, {@link Section#INPUT} being what the section was given
 * @param to the branch that holds its output from here on
 * @param inputs the shapes it takes
 * @param output the shape it gives
 * @param origin the declared value it came from
 */
public record Step(
        StepName name,
        Operation operation,
        List<String> from,
        String to,
        List<Shape> inputs,
        Shape output,
        Origin origin) {
    /** Copies the lists. */
    public Step {
        from = List.copyOf(from);
        inputs = List.copyOf(inputs);
    }

    /** Parameters that training changes. */
    public long parameters() {
        return operation.parameters();
    }

    /** Multiply-accumulates for one image. */
    public long multiplyAccumulates() {
        return operation.multiplyAccumulates(output);
    }

    /** Pixels of one image that a normalization takes the mean of; 0 where the operation is none. */
    public long normalizesPixels() {
        return operation.category() == Operation.Category.NORMALIZATION ? (long) output.height() * output.width() : 0;
    }

    /** Values of one image that are kept for the backward pass. */
    long keptValues() {
        return operation.keptValues(inputs, output);
    }

    /** What it makes for one image, and what it keeps. */
    List<Tensor> tensors() {
        return operation.tensors(inputs, output);
    }
}
