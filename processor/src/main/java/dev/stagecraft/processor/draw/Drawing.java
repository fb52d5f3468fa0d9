package dev.stagecraft.processor.draw;

import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.StagePlan;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Operation.Category;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The network as a drawing: from the input at the top to the logits at the bottom, a column for what every image passes and
 * beside it the shortcuts, each block a frame of its own, equal blocks drawn once with their number.
 */
public final class Drawing {
    private static final int MIDDLE = 300;
    private static final int BOX = 220;
    private static final int HEIGHT = 26;
    private static final int STEP = 40;
    private static final int SIDE = 560;
    private static final int SIDE_BOX = 150;
    private static final int WIDTH = 760;

    private final SvgCanvas canvas = new SvgCanvas(WIDTH);
    private int y = 24;

    private Drawing() {}

    /** The drawing as SVG. */
    public static String of(DeclaringType type, NetworkPlan plan) {
        return new Drawing().draw(type, plan);
    }

    private String draw(DeclaringType type, NetworkPlan plan) {
        canvas.text(MIDDLE, y, "title", String.join(".", type.simpleNames()));
        y += 22;
        canvas.text(
                MIDDLE,
                y,
                "note",
                String.format(
                        Locale.ROOT,
                        "%,d parameters, %,d multiply-accumulates for an image",
                        plan.parameters(),
                        plan.multiplyAccumulates()));
        y += 30;
        canvas.text(MIDDLE, y, "shape", "input " + plan.input());
        y += 10;
        section(plan.stem().scope(), "", plan.stem());
        for (StagePlan stage : plan.stages()) {
            for (StagePlan.Run run : stage.runs()) {
                int count = run.scope().count();
                section(run.scope(), count == 1 ? "" : count + " ×", run.block());
            }
        }
        plan.end().ifPresent(end -> section(end.scope(), "", end));
        plan.head().ifPresent(head -> section(head.scope(), "", head));
        return canvas.done(y + 24);
    }

    /** The steps of a section from top to bottom; a projection or another way round stands at its side. */
    private void section(Scope scope, String times, Section section) {
        List<Step> column = new ArrayList<>();
        List<Step> side = new ArrayList<>();
        for (int i = 0; i < section.steps().size(); i++) {
            Step step = section.steps().get(i);
            Part part = step.name().part();
            boolean last = i == section.steps().size() - 1
                    || !section.steps().get(i + 1).name().part().equals(part);
            // Of a part that is drawn as one the last step stands for all.
            if (last || part.title().isEmpty()) {
                (part.equals(Part.SHORTCUT) ? side : column).add(step);
            }
        }
        canvas.arrow(MIDDLE, y, y + 34);
        y += 34;
        int top = y;
        boolean sums = column.stream().anyMatch(step -> step.operation().category() == Category.SUM);
        String source = side.isEmpty() ? Section.INPUT : side.get(0).from().get(0);
        int from = y + 12;
        y += 24;
        boolean first = true;
        for (Step step : column) {
            if (!first) {
                canvas.arrow(MIDDLE, y, y + STEP - HEIGHT);
                y += STEP - HEIGHT;
            }
            first = false;
            if (step.operation().category() == Category.SUM) {
                canvas.sum(MIDDLE, y + HEIGHT / 2);
                shortcut(side, from, y + HEIGHT / 2);
            } else {
                box(MIDDLE, y, BOX, step);
            }
            y += HEIGHT;
            // A projection may take what body and shortcut share.
            from = step.to().equals(source) ? y + 4 : from;
        }
        y += 12;
        canvas.line(MIDDLE, top, MIDDLE, top + 24);
        canvas.frame(20, top, sums ? WIDTH - 40 : SIDE - 100, y - top, scope.title(), times);
        canvas.line(MIDDLE, y - 12, MIDDLE, y);
        canvas.label(MIDDLE + 10, y + 21, "shape", section.output().toString());
    }

    private void shortcut(List<Step> side, int from, int to) {
        canvas.line(MIDDLE, from, SIDE, from);
        canvas.line(SIDE, from, SIDE, to);
        canvas.side(SIDE, MIDDLE, to);
        int at = (from + to - side.size() * (HEIGHT + 8)) / 2;
        for (Step step : side) {
            box(SIDE, at, SIDE_BOX, step);
            at += HEIGHT + 8;
        }
    }

    /** A part with a title is drawn as one box. */
    private void box(int middle, int top, int boxWidth, Step step) {
        Operation operation = step.operation();
        String label = step.name().part().title().orElseGet(() -> operation.label(step.output()));
        canvas.box(middle, top, boxWidth, HEIGHT, style(operation.category()), label);
    }

    private static String style(Category category) {
        return switch (category) {
            case CONVOLUTION -> "conv";
            case NORMALIZATION -> "norm";
            case SUM, OTHER -> "other";
        };
    }
}
