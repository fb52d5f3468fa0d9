package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.Pixels;
import dev.stagecraft.processor.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which pixels of the input reach the output by any path: every operation's receptive field, followed from the output
 * back to the input.
 */
public final class Coverage {
    /** Longer sides are not examined: their pixels may be too many to be told apart while a compiler waits. */
    private static final int LONGEST_SIDE = 1 << 16;

    private Coverage() {}

    /** Pixels that reach no output, where there are any. */
    public static Optional<Gap> gap(NetworkPlan plan) {
        if (plan.input().height() > LONGEST_SIDE || plan.input().width() > LONGEST_SIDE) {
            return Optional.empty();
        }
        List<Section> sections = plan.sections();
        Pixels used = Pixels.all(sections.get(sections.size() - 1).output());
        Section lost = null;
        for (int i = sections.size() - 1; i >= 0; i--) {
            Section section = sections.get(i);
            Pixels read = reads(section, used);
            // Equal blocks that read what they are asked for leave nothing to find in those before them.
            while (i > 0 && read.equals(used) && sections.get(i - 1).sameAs(section)) {
                i--;
            }
            boolean whole = read.equals(Pixels.all(section.input()));
            lost = whole ? null : lost == null ? section : lost;
            used = read;
        }
        Section culprit = lost;
        Pixels read = used;
        return Optional.ofNullable(culprit)
                .map(section -> new Gap(section, skipping(section), pixels(plan) - read.count(), pixels(plan)));
    }

    /** The last operation that skips pixels by itself, whatever is asked of it. */
    private static Optional<Step> skipping(Section section) {
        Optional<Step> last = Optional.empty();
        for (Step step : section.steps()) {
            Shape input = step.inputs().get(0);
            Pixels read = step.operation().reads(Pixels.all(step.output()), 0, input);
            last = read.equals(Pixels.all(input)) ? last : Optional.of(step);
        }
        return last;
    }

    private static long pixels(NetworkPlan plan) {
        return (long) plan.input().height() * plan.input().width();
    }

    /** A branch's pixels are asked for by what comes later, and a step that writes it says what that takes in turn. */
    private static Pixels reads(Section section, Pixels outputs) {
        Map<String, Pixels> asked = new HashMap<>();
        List<Step> steps = section.steps();
        asked.put(steps.get(steps.size() - 1).to(), outputs);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            Pixels wanted = asked.remove(step.to());
            for (int input = 0; wanted != null && input < step.from().size(); input++) {
                Shape shape = step.inputs().get(input);
                asked.merge(step.from().get(input), step.operation().reads(wanted, input, shape), Pixels::and);
            }
        }
        return Objects.requireNonNull(asked.get(Section.INPUT));
    }

    /**
     * Pixels of the input that reach no output.
     *
     * @param section where they are passed over, and no later window makes up for it
     * @param step the operation of it whose window skips them, where it is a single one
     * @param lost how many
     * @param pixels how many there are
     */
    public record Gap(Section section, Optional<Step> step, long lost, long pixels) {}
}
