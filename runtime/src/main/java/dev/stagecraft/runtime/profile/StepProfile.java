package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.setting.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Where the time and the memory of a training step go. {@link StepProfiler} measures it.
 *
 * @param network binary name of the annotated type
 * @param batchSize number of images of the step
 * @param precision of its convolutions
 * @param device {@code cpu} or, as in D2L, {@code gpu(0)}
 * @param threads that TensorFlow computes with on the CPU
 * @param times of the step
 * @param limit how fast this machine multiplies large matrices
 * @param layers the time of each layer, in the order of the layer table; together they are all operations of the step
 * @param operations of the traced step, in the order in which they started
 * @param memory of the step
 * @param advice what to change, in sentences; empty if nothing stands out
 */
public record StepProfile(
        String network,
        int batchSize,
        Precision precision,
        String device,
        int threads,
        Times times,
        Limit limit,
        List<LayerTime> layers,
        List<TracedOperation> operations,
        StepMemory memory,
        List<String> advice) {
    /** Copies the lists. */
    public StepProfile {
        layers = List.copyOf(layers);
        operations = List.copyOf(operations);
        advice = List.copyOf(advice);
    }

    /**
     * Times of a step, in milliseconds.
     *
     * @param step the fastest step that was not traced
     * @param traced the fastest traced step, from the start of its first operation to the end of its last; the layers'
     *     times are from this step
     * @param operations the times of all its operations, added up. Operations run at the same time on several threads,
     *     so this is usually more than {@code traced}
     * @param idle the part of {@code traced} in which no operation ran
     */
    public record Times(double step, double traced, double operations, double idle) {}

    /**
     * A product of two large square matrices in the precision of the step, measured in the same process.
     *
     * @param size rows and columns of each matrix
     * @param gigaflops floating-point operations per second, in billions; a multiplication and an addition count as two
     */
    public record Limit(int size, double gigaflops) {}

    StepProfile withAdvice(List<String> sentences) {
        return new StepProfile(
                network, batchSize, precision, device, threads, times, limit, layers, operations, memory, sentences);
    }

    /** Images per second, without tracing. */
    public double imagesPerSecond() {
        return batchSize / times.step() * 1000;
    }

    /** The speed of the step in billions of floating-point operations per second, to be compared with {@link Limit}. */
    public double gigaflops() {
        return limit.gigaflops() * shareOfLimit();
    }

    /** The time that the step would take at the limit, as a share of the time that it takes; usually 0 to 1. */
    public double shareOfLimit() {
        return layers.stream().mapToDouble(LayerTime::limitMillis).sum() / times.step();
    }

    /**
     * The share of the limit for a layer or a stage. Its time in the step is its share of the time of all operations,
     * times the time of the step.
     *
     * @return empty if it multiplies nothing or did not run
     */
    public OptionalDouble shareOfLimit(LayerTime row) {
        double millis = share(row) * times.step();
        return row.limitMillis() == 0 || millis == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(row.limitMillis() / millis);
    }

    /** A row's share of the time of all operations, 0 to 1. */
    public double share(LayerTime row) {
        return times.operations() == 0 ? 0 : row.millis() / times.operations();
    }

    /** The layers of each stage added up, as rows named {@code stem}, {@code stage1}, and so on. */
    public List<LayerTime> stages() {
        Map<String, LayerTime> sums = new LinkedHashMap<>();
        for (LayerTime layer : layers) {
            String stage = layer.stage();
            sums.merge(
                    stage,
                    new LayerTime(stage, "", List.of(), 0, 0, 0, 0).plus(layer, stage),
                    (sum, each) -> sum.plus(each, stage));
        }
        return List.copyOf(sums.values());
    }

    /** The operations that took the most time, longest first. */
    public List<TracedOperation> longest(int number) {
        List<TracedOperation> all = new ArrayList<>(operations);
        all.sort(Comparator.comparingLong(TracedOperation::nanos).reversed());
        return List.copyOf(all.subList(0, Math.min(number, all.size())));
    }
}
