package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.network.LayerTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tensorflow.proto.RunMetadata;

/** One traced step, added up by layer and part. */
final class StepReading {
    private static final double NANOS_PER_MILLI = 1e6;

    private final RunMetadata recorded;
    private final List<LayerTable.Layer> table;
    private final OperationPlaces places;
    private final List<TracedOperation> operations;

    StepReading(RunMetadata recorded, List<LayerTable.Layer> table) {
        this.recorded = recorded;
        this.table = table;
        places = OperationPlaces.of(table);
        operations = StepTrace.operations(recorded, places);
    }

    /** In the order in which they started. */
    List<TracedOperation> operations() {
        return operations;
    }

    /** From the start of the first operation to the end of the last. */
    long spanNanos() {
        return operations.stream().mapToLong(TracedOperation::endNanos).max().orElse(0);
    }

    StepMemory memory(OptionalLong process) {
        return AllocationRecords.of(recorded, places, process);
    }

    /** @param untracedNanos the time of a step that was not traced */
    StepProfile.Times times(long untracedNanos) {
        long sum = operations.stream().mapToLong(TracedOperation::nanos).sum();
        return new StepProfile.Times(
                untracedNanos / NANOS_PER_MILLI,
                spanNanos() / NANOS_PER_MILLI,
                sum / NANOS_PER_MILLI,
                (spanNanos() - busyNanos()) / NANOS_PER_MILLI);
    }

    /** The time in which at least one operation ran; they are in the order in which they started. */
    private long busyNanos() {
        long busy = 0;
        long end = 0;
        for (TracedOperation each : operations) {
            busy += Math.max(0, each.endNanos() - Math.max(end, each.startNanos()));
            end = Math.max(end, each.endNanos());
        }
        return busy;
    }

    /** A row for each layer of the table, and for everything else that took time, in the order of the network. */
    List<LayerTime> layers(StepProfile.Limit limit, int batchSize) {
        Map<String, Map<StepPart, Double>> sums = new LinkedHashMap<>();
        for (TracedOperation each : operations) {
            sums.computeIfAbsent(each.layer(), key -> new EnumMap<>(StepPart.class))
                    .merge(each.part(), each.nanos() / NANOS_PER_MILLI, Double::sum);
        }
        List<LayerTime> rows = new ArrayList<>();
        boolean first = true;
        for (LayerTable.Layer layer : table) {
            Map<StepPart, Double> sum = sums.getOrDefault(layer.name(), Map.of());
            sums.remove(layer.name());
            // Gradients of the kernel and of the input; images need none.
            int gradients = sum.getOrDefault(StepPart.BACKWARD, 0.0) == 0 ? 0 : first ? 1 : 2;
            double work = 2.0 * layer.multiplyAccumulates() * batchSize * (1 + gradients);
            rows.add(row(layer.name(), layer.kind(), layer.output(), sum, work / limit.gigaflops() / NANOS_PER_MILLI));
            first = first && layer.multiplyAccumulates() == 0;
        }
        sums.forEach((name, sum) -> rows.add(position(rows, name), row(name, "", List.of(), sum, 0)));
        return rows;
    }

    /** The input comes first, a scope behind its layers, and everything else last. */
    private static int position(List<LayerTime> rows, String name) {
        if (name.equals(OperationPlaces.INPUT)) {
            return 0;
        }
        for (int i = rows.size(); i > 0; i--) {
            if (rows.get(i - 1).name().startsWith(name + "/")) {
                return i;
            }
        }
        return rows.size();
    }

    private static LayerTime row(
            String name, String kind, List<Integer> output, Map<StepPart, Double> sum, double limitMillis) {
        return new LayerTime(
                name,
                kind,
                output,
                sum.getOrDefault(StepPart.FORWARD, 0.0),
                sum.getOrDefault(StepPart.BACKWARD, 0.0),
                sum.getOrDefault(StepPart.UPDATE, 0.0),
                limitMillis);
    }
}
