package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.TrainingPart;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What a plan costs: counts over all of its operations. A count beyond a {@code long} stays at its largest value. */
public final class Cost {
    private static final int BYTES_OF_A_FLOAT = 4;

    /** The weight, its gradient, and what TensorFlow holds besides: docs/decisions.md, 35. */
    private static final int VALUES_OF_A_WEIGHT = 4;

    /** The gradients of an operation's output and of its input. */
    private static final int GRADIENTS_UNDER_WAY = 2;

    private Cost() {}

    /** Bytes that a training step needs whatever the batch: weights, gradients, optimizer's state, moving statistics. */
    public static long fixedBytes(NetworkPlan plan) {
        int ofAWeight = valuesOfAWeight(plan);
        return multiply(BYTES_OF_A_FLOAT, sum(plan, step -> fixedValues(ofAWeight, step)));
    }

    /**
     * Bytes that a training step needs for each image: the image itself, what is kept for the backward pass, and two
     * gradients of the largest feature map.
     */
    public static long bytesPerImage(NetworkPlan plan) {
        long largest = steps(plan)
                .mapToLong(step -> step.output().values())
                .reduce(plan.input().values(), Math::max);
        long kept = add(plan.input().values(), sum(plan, Step::keptValues));
        return multiply(BYTES_OF_A_FLOAT, add(kept, multiply(GRADIENTS_UNDER_WAY, largest)));
    }

    /** Bytes that a training step needs for a batch. */
    public static long trainingBytes(NetworkPlan plan, int batch) {
        return add(fixedBytes(plan), multiply(batch, bytesPerImage(plan)));
    }

    /** Bytes of one operation in a training step of a batch. */
    public static long trainingBytes(NetworkPlan plan, Step step, int batch) {
        return multiply(
                BYTES_OF_A_FLOAT, add(fixedValues(valuesOfAWeight(plan), step), multiply(batch, step.keptValues())));
    }

    private static int valuesOfAWeight(NetworkPlan plan) {
        return VALUES_OF_A_WEIGHT
                + plan.training()
                        .optimizer()
                        .map(TrainingPart.Declared::valuesOfAWeight)
                        .orElse(0);
    }

    private static long fixedValues(int ofAWeight, Step step) {
        return add(
                multiply(ofAWeight, step.operation().parameters()),
                step.operation().statistics());
    }

    /** A count over all operations. */
    public static long sum(NetworkPlan plan, ToLongFunction<Step> count) {
        return steps(plan).mapToLong(count).reduce(0, Cost::add);
    }

    private static Stream<Step> steps(NetworkPlan plan) {
        return plan.sections().stream().flatMap(section -> section.steps().stream());
    }

    private static long add(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }

    private static long multiply(long left, long right) {
        return right != 0 && left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
    }
}
