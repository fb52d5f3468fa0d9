package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.shape.Inference;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Tensor;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lowers one section step by step. A step whose inputs are unknown is left out in silence: what made them unknown has
 * been reported.
 */
final class SectionBuilder {
    private final Scope scope;
    private final Way way;
    private final Report report;
    private final Shape input;
    private final Map<String, Shape> branches = new HashMap<>();
    private final Map<String, String> trails = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private boolean whole = true;

    /**
     * @param scope which part of the network it is
     * @param way from the input to the section
     */
    SectionBuilder(Scope scope, Shape input, Way way, Report report) {
        this.scope = scope;
        this.input = input;
        this.way = way;
        this.report = report;
        branches.put(Section.INPUT, input);
        trails.put(Section.INPUT, input.toString());
    }

    /** The shape that the section takes. */
    Shape input() {
        return input;
    }

    /** The shape that a branch holds; null where the section is not whole any more. */
    @Nullable
    Shape shapeOf(String branch) {
        return whole ? branches.get(branch) : null;
    }

    /** Reports a problem unless something holds; says whether the section is whole and it does. */
    boolean require(boolean holds, Supplier<Problem> problem) {
        if (whole && !holds) {
            report.add(problem.get().with("scope", scope.title()).with("trail", way));
            whole = false;
        }
        return whole;
    }

    SectionBuilder add(Operation operation, LayerFactory.Slot slot) {
        return add(operation, slot, Origins.of(slot.origin()));
    }

    SectionBuilder add(Operation operation, LayerFactory.Slot slot, Origins origins) {
        return add(slot.name(), operation, List.of(slot.from()), slot.to(), slot.origin(), origins);
    }

    SectionBuilder add(StepName name, Operation operation, String from, String to, Origin origin) {
        return add(name, operation, List.of(from), to, origin);
    }

    SectionBuilder add(StepName name, Operation operation, List<String> from, String to, Origin origin) {
        return add(name, operation, from, to, origin, Origins.of(origin));
    }

    private SectionBuilder add(
            StepName name, Operation operation, List<String> from, String to, Origin origin, Origins origins) {
        if (!whole) {
            return this;
        }
        List<Shape> inputs = from.stream().map(branches::get).toList();
        Inference inference = operation.infer(inputs);
        if (inference instanceof Inference.Impossible impossible) {
            require(false, () -> ShapeProblems.of(impossible.fault(), name, origins));
        } else if (inference instanceof Inference.Known known) {
            trails.put(to, trails.get(from.get(0)) + next(name, operation, inputs.get(0), known.shape()));
            Step step = new Step(name, operation, from, to, inputs, known.shape(), origin);
            branches.put(to, known.shape());
            steps.add(step);
            if (way.isFull()) {
                way.add(scope.path() + "/" + name, known.shape());
            }
            step.tensors().stream()
                    .filter(ShapeProblems::isTooLarge)
                    .max(Comparator.comparing(Tensor::values))
                    .ifPresent(tensor -> require(false, () -> ShapeProblems.tooLarge(tensor, name, origins)));
        }
        return this;
    }

    /** The section, where every step had a shape. */
    Optional<Section> build() {
        return whole ? Optional.of(new Section(scope, input, steps)) : Optional.empty();
    }

    /** How a branch came to its shape, with the arithmetic. */
    String trail(String branch) {
        return Objects.requireNonNull(trails.get(branch));
    }

    private String next(StepName name, Operation operation, Shape from, Shape to) {
        if (from.equals(to) && !way.isFull()) {
            return "";
        }
        String arithmetic = operation.arithmetic(from);
        return " → " + name + " " + to + (arithmetic.isEmpty() ? "" : " [" + arithmetic + "]");
    }
}
