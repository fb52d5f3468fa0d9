package dev.stagecraft.processor.draw;

import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.StagePlan;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.PadChannels;
import dev.stagecraft.processor.shape.ScaleChannels;
import dev.stagecraft.processor.shape.Subsample;
import dev.stagecraft.processor.shape.Window;
import dev.stagecraft.processor.spec.DeclaringType;
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
        section("stem", "", plan.stem());
        for (StagePlan stage : plan.stages()) {
            String number = stage.place().substring("stage".length());
            for (StagePlan.Run run : stage.runs()) {
                boolean one = run.first() == run.last();
                String blocks = one ? "block " + run.first() : "blocks " + run.first() + " to " + run.last();
                String times = one ? "" : (run.last() - run.first() + 1) + " ×";
                section("stage " + number + ", " + blocks, times, run.block());
            }
        }
        plan.end().ifPresent(end -> section("final", "", end));
        plan.head().ifPresent(head -> section("head", "", head));
        return canvas.done(y + 24);
    }

    /** The steps of a section from top to bottom; a projection or another way round stands at its side. */
    private void section(String title, String times, Section section) {
        List<Step> column = new ArrayList<>();
        List<Step> side = new ArrayList<>();
        for (Step step : section.steps()) {
            // Of squeeze-and-excitation the last step stands for all: its branch is told by its name.
            if (!step.name().startsWith("se/") || step.operation() instanceof ScaleChannels) {
                (step.name().startsWith("shortcut/") ? side : column).add(step);
            }
        }
        canvas.arrow(MIDDLE, y, y + 34);
        y += 34;
        int top = y;
        boolean sums = column.stream().anyMatch(step -> step.operation() instanceof Add);
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
            if (step.operation() instanceof Add) {
                canvas.sum(MIDDLE, y + HEIGHT / 2);
                shortcut(side, from, y + HEIGHT / 2);
            } else {
                canvas.box(MIDDLE, y, BOX, HEIGHT, style(step.operation()), label(step));
            }
            y += HEIGHT;
            // A projection may take what body and shortcut share.
            from = step.to().equals(source) ? y + 4 : from;
        }
        y += 12;
        canvas.line(MIDDLE, top, MIDDLE, top + 24);
        canvas.frame(20, top, sums ? WIDTH - 40 : SIDE - 100, y - top, title, times);
        canvas.line(MIDDLE, y - 12, MIDDLE, y);
        canvas.label(MIDDLE + 10, y + 21, "shape", section.output().toString());
    }

    private void shortcut(List<Step> side, int from, int to) {
        canvas.line(MIDDLE, from, SIDE, from);
        canvas.line(SIDE, from, SIDE, to);
        canvas.side(SIDE, MIDDLE, to);
        int at = (from + to - side.size() * (HEIGHT + 8)) / 2;
        for (Step step : side) {
            canvas.box(SIDE, at, SIDE_BOX, HEIGHT, style(step.operation()), label(step));
            at += HEIGHT + 8;
        }
    }

    private static String style(Operation operation) {
        return operation instanceof Conv2d ? "conv" : operation instanceof BatchNorm ? "norm" : "other";
    }

    private static String label(Step step) {
        Operation operation = step.operation();
        if (operation instanceof Conv2d conv) {
            String groups = conv.groups() == 1 ? "" : ", " + conv.groups() + " groups";
            return window(conv.window()) + " conv, " + conv.outChannels() + stride(conv.window()) + groups;
        }
        if (operation instanceof MaxPool pool) {
            return window(pool.window()) + " max pool" + stride(pool.window());
        }
        if (operation instanceof AveragePool pool) {
            return pool.size() + "×" + pool.size() + " average pool, /" + pool.size();
        }
        if (operation instanceof Subsample subsample) {
            return "subsample, /" + subsample.stride();
        }
        if (operation instanceof PadChannels pad) {
            return pad.more() + " channels of zeros";
        }
        return switch (operation.kind()) {
            case "batchNorm" -> "batch norm";
            case "relu" -> "ReLU";
            case "leakyRelu" -> "leaky ReLU";
            case "silu" -> "SiLU";
            case "gelu" -> "GELU";
            case "sigmoid" -> "sigmoid";
            case "globalAveragePool" -> "global average pool";
            case "dense" -> "dense, " + step.output();
            case "scaleChannels" -> "squeeze-and-excitation";
            case "stochasticDepth" -> "stochastic depth";
            default -> operation.kind();
        };
    }

    private static String window(Window window) {
        return window.size() + "×" + window.size();
    }

    /** As in the paper's figures: a slash before the stride. */
    private static String stride(Window window) {
        return window.stride() == 1 ? "" : ", /" + window.stride();
    }
}
