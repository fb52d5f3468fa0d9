package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.Scope;
import java.util.List;

/**
 * A stem, a block or a head: steps that run one after the other.
 *
 * @param scope which part of the network it is
 * @param input the shape it takes
 * @param steps in the order they run; the last one's output is the section's
 */
public record Section(Scope scope, Shape input, List<Step> steps) {
    /** The branch that holds the section's input. */
    public static final String INPUT = "input";

    /** Copies the list. */
    public Section {
        steps = List.copyOf(steps);
    }

    /** The shape it gives. */
    public Shape output() {
        return steps.get(steps.size() - 1).output();
    }

    /** Whether training drops its body at random, with a probability of the section's own. */
    public boolean dropsBodies() {
        return steps.stream().anyMatch(step -> step.operation().dropsBody());
    }

    /** The same steps as another part of the network. */
    Section again(Scope other) {
        return new Section(other, input, steps);
    }

    /** Whether another section does the same elsewhere, so that one method serves both. */
    public boolean sameAs(Section other) {
        return input.equals(other.input) && steps.equals(other.steps);
    }
}
