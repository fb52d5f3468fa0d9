package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.shape.Fault;
import dev.stagecraft.processor.shape.Tensor;
import dev.stagecraft.processor.spec.Origin;
import java.math.BigInteger;

/** What is said where an operation cannot take its inputs, or a tensor of it is too large. */
final class ShapeProblems {
    /** TensorFlow counts a tensor's values in 64 bits, but its kernels index some in 31: more is refused here. */
    private static final int MOST_VALUES = Integer.MAX_VALUE;

    private ShapeProblems() {}

    static Problem of(Fault fault, StepName step, Origins origins) {
        if (fault instanceof Fault.WindowTooLarge window) {
            return windowTooLarge(window, origins.window()).with("step", step);
        }
        if (fault instanceof Fault.GroupsDoNotDivide groups) {
            return groupsDoNotDivide(groups, origins.groups()).with("step", step);
        }
        if (fault instanceof Fault.NothingToMirror blur) {
            return Message.BLUR_DOES_NOT_FIT
                    .at(origins.window())
                    .otherwiseAt(input(blur.input().height() < blur.least() ? "height" : "width"))
                    .with("step", step)
                    .with("input", blur.input())
                    .with("least", blur.least());
        }
        if (fault instanceof Fault.NoWholeWindow pool) {
            return Message.POOL_DOES_NOT_FIT
                    .at(origins.window())
                    .otherwiseAt(input(pool.input().height() < pool.size() ? "height" : "width"))
                    .with("step", step)
                    .with("input", pool.input())
                    .with("size", pool.size());
        }
        Fault.SidesDiffer sides = (Fault.SidesDiffer) fault;
        return Message.SIDES_DIFFER
                .at(origins.channels())
                .with("step", step)
                .with("body", sides.body())
                .with("shortcut", sides.shortcut());
    }

    private static Origin input(String side) {
        return Origin.of("ResidualNetwork").at("input").at(side);
    }

    private static Problem windowTooLarge(Fault.WindowTooLarge fault, Origin origin) {
        int size = fault.window().size();
        // Only an even window is padded by less than what makes it fit.
        return Message.WINDOW_DOES_NOT_FIT
                .at(origin)
                .with("size", size)
                .with("input", fault.input())
                .with("arithmetic", fault.arithmetic());
    }

    private static Problem groupsDoNotDivide(Fault.GroupsDoNotDivide fault, Origin origin) {
        boolean in = fault.in() % fault.groups() != 0;
        boolean out = fault.out() % fault.groups() != 0;
        String undivided = (in ? fault.in() + " input" : "") + (in && out ? " and " : "")
                + (out ? fault.out() + " output" : "") + " channels";
        return Message.GROUPS_DO_NOT_DIVIDE
                .at(origin)
                .with("groups", fault.groups())
                .with("undivided", undivided);
    }

    static boolean isTooLarge(Tensor tensor) {
        return tensor.values().compareTo(BigInteger.valueOf(MOST_VALUES)) > 0;
    }

    /** Points at the value that has most to do with the size of a tensor. */
    static Problem tooLarge(Tensor tensor, StepName step, Origins origins) {
        Origin origin = tensor.ofTheWindow() ? origins.window() : origins.channels();
        String attribute = attribute(origin);
        boolean kernel = tensor.name().equals(Tensor.KERNEL);
        Problem problem = Message.TENSOR_TOO_LARGE
                .at(origin)
                .with("step", step)
                .with("tensor", tensor.name())
                .with("factors", tensor.factors())
                .with("found", Numbers.grouped(tensor.values()))
                .with("change", attribute + (kernel ? "" : " or the input"))
                .with("direction", attribute.equals("ratio") ? "larger" : "smaller");
        // A kernel is the same for all sizes of images.
        return kernel ? problem : problem.otherwiseAt(input("height"));
    }

    /** The last name of a path, such as {@code ratio} of {@code squeezeExcitation[0].ratio}. */
    private static String attribute(Origin origin) {
        String path = origin.attribute().replaceAll("\\[\\d+\\]$", "");
        return path.isEmpty() ? "channels" : path.substring(path.lastIndexOf('.') + 1);
    }
}
