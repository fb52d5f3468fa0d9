package dev.stagecraft.processor.plan;

import java.util.function.ToLongFunction;

/** What a plan costs: counts over all of its operations. A count beyond a {@code long} stays at its largest value. */
public final class Cost {
    private static final int BYTES_OF_A_FLOAT = 4;

    private Cost() {}

    /** Bytes that a training step needs whatever the batch: weights, their gradients, moving statistics. */
    public static long fixedBytes(NetworkPlan plan) {
        return multiply(
                BYTES_OF_A_FLOAT,
                sum(
                        plan,
                        step -> add(
                                multiply(2, step.operation().parameters()),
                                step.operation().statistics())));
    }

    /** Bytes that a training step needs for each image: the image itself, and what is kept for the backward pass. */
    public static long bytesPerImage(NetworkPlan plan) {
        return multiply(BYTES_OF_A_FLOAT, add(plan.input().values(), sum(plan, Step::keptValues)));
    }

    /** Bytes that a training step needs for a batch. */
    public static long trainingBytes(NetworkPlan plan, int batch) {
        return add(fixedBytes(plan), multiply(batch, bytesPerImage(plan)));
    }

    /** Bytes of one operation in a training step of a batch. */
    public static long trainingBytes(Step step, int batch) {
        long fixed =
                add(multiply(2, step.operation().parameters()), step.operation().statistics());
        return multiply(BYTES_OF_A_FLOAT, add(fixed, multiply(batch, step.keptValues())));
    }

    /** A count over all operations. */
    public static long sum(NetworkPlan plan, ToLongFunction<Step> count) {
        return plan.sections().stream()
                .flatMap(section -> section.steps().stream())
                .mapToLong(count)
                .reduce(0, Cost::add);
    }

    private static long add(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }

    private static long multiply(long left, long right) {
        return right != 0 && left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
    }
}
