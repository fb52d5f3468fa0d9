package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.Inference;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lowers one section step by step. A step whose inputs are unknown is left out in silence: what made them unknown has
 * been reported.
 */
final class SectionBuilder {
    private final String place;
    private final String title;
    private final Report report;
    private final Shape input;
    private final Map<String, Shape> branches = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private boolean whole = true;

    /**
     * @param place as in {@code stage2/block1}
     * @param title as diagnostics name it, as in {@code stage 2, block 1}
     */
    SectionBuilder(String place, String title, Shape input, Report report) {
        this.place = place;
        this.title = title;
        this.input = input;
        this.report = report;
        branches.put(Section.INPUT, input);
    }

    /** The shape that a branch holds; known only while the section is whole. */
    Shape shapeOf(String branch) {
        return branches.get(branch);
    }

    SectionBuilder add(String name, Operation operation, String from, String to, Origin origin) {
        return add(name, operation, List.of(from), to, origin);
    }

    SectionBuilder add(String name, Operation operation, List<String> from, String to, Origin origin) {
        if (!whole) {
            return this;
        }
        List<Shape> inputs = from.stream().map(branches::get).toList();
        Inference inference = operation.infer(inputs);
        if (inference instanceof Inference.Impossible impossible) {
            Code code = operation instanceof Add ? Code.SUM_DIFFERS : Code.WINDOW_DOES_NOT_FIT;
            report.add(
                    code,
                    origin,
                    title + ", " + name + ": " + impossible.reason() + "; make the window or its stride"
                            + " smaller, or the input larger");
            whole = false;
        } else if (inference instanceof Inference.Known known) {
            Step step = new Step(name, operation, from, to, inputs, known.shape(), origin);
            branches.put(to, known.shape());
            steps.add(step);
            checkCounts(step, origin);
        }
        return this;
    }

    /** The section, where every step had a shape. */
    Optional<Section> build() {
        return whole ? Optional.of(new Section(place, input, steps)) : Optional.empty();
    }

    /** TensorFlow counts a tensor's values in 64 bits, but its kernels index some in 31: more is refused here. */
    private void checkCounts(Step step, Origin origin) {
        String found;
        try {
            long most = Math.max(step.operation().parameters(), step.output().values());
            step.multiplyAccumulates();
            if (most <= Integer.MAX_VALUE) {
                return;
            }
            found = String.format(java.util.Locale.ROOT, "%,d", most);
        } catch (ArithmeticException e) {
            found = "more than 2^63 − 1";
        }
        report.add(
                Code.OVERFLOW,
                origin,
                title + ", " + step.name() + ": " + found + " values in one tensor are more than the 2,147,483,647 that"
                        + " can be built; make channels, kernel or input smaller");
        whole = false;
    }
}
