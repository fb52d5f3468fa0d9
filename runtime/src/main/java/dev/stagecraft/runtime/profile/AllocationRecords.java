package dev.stagecraft.runtime.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tensorflow.proto.AllocationRecord;
import org.tensorflow.proto.AllocatorMemoryUsed;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;

/**
 * What one of TensorFlow's allocators recorded in a step. For each operation, TensorFlow records the memory that it
 * took, and when that was freed. This may be long after the operation.
 */
final class AllocationRecords {
    private static final int LARGEST = 10;

    private final Map<String, Long> heldBefore = new LinkedHashMap<>();
    private final Map<String, List<Change>> changes = new LinkedHashMap<>();

    private AllocationRecords() {}

    private record Change(long micros, long bytes, String operation) {}

    /**
     * The memory of a step; everything is 0 if nothing was recorded.
     *
     * @param places tells where operations belong
     * @param process peak memory of the process, if it is known
     */
    static StepMemory of(RunMetadata recorded, OperationPlaces places, OptionalLong process) {
        AllocationRecords read = new AllocationRecords();
        recorded.getStepStats().getDevStatsList().stream()
                .flatMap(device -> device.getNodeStatsList().stream())
                .sorted(Comparator.comparingLong(StepTrace::start))
                .forEach(read::add);
        return read.changes.keySet().stream()
                .map(allocator -> read.memory(allocator, places, process))
                .max(Comparator.comparingLong(memory -> memory.heldBytes() + memory.stepBytes()))
                .orElseGet(() -> new StepMemory(0, 0, "", List.of(), process));
    }

    private void add(NodeExecStats node) {
        for (AllocatorMemoryUsed used : node.getMemoryList()) {
            if (used.getAllocationRecordsCount() > 0) {
                // The number includes what the first operation has just taken.
                heldBefore.putIfAbsent(
                        used.getAllocatorName(), Math.max(0, used.getAllocatorBytesInUse() - used.getLiveBytes()));
                List<Change> all = changes.computeIfAbsent(used.getAllocatorName(), key -> new ArrayList<>());
                for (AllocationRecord each : used.getAllocationRecordsList()) {
                    all.add(new Change(each.getAllocMicros(), each.getAllocBytes(), node.getNodeName()));
                }
            }
        }
    }

    private StepMemory memory(String allocator, OperationPlaces places, OptionalLong process) {
        List<Change> all = new ArrayList<>(changes.getOrDefault(allocator, List.of()));
        all.sort(Comparator.comparingLong(Change::micros));
        long now = 0;
        long most = 0;
        int atMost = -1;
        for (int i = 0; i < all.size(); i++) {
            now += all.get(i).bytes();
            if (now > most) {
                most = now;
                atMost = i;
            }
        }
        Map<String, Long> held = new LinkedHashMap<>();
        all.subList(0, atMost + 1).forEach(each -> held.merge(each.operation(), each.bytes(), Long::sum));
        List<StepMemory.Held> largest = held.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> new StepMemory.Held(
                        each.getKey(), places.of(each.getKey()).layer(), each.getValue()))
                .sorted(Comparator.comparingLong(StepMemory.Held::bytes).reversed())
                .limit(LARGEST)
                .toList();
        String operation = atMost < 0 ? "" : all.get(atMost).operation();
        return new StepMemory(heldBefore.getOrDefault(allocator, 0L), most, operation, largest, process);
    }
}
