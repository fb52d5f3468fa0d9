package dev.stagecraft.runtime.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.network.LayerTable;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AllocationRecord;
import org.tensorflow.proto.AllocatorMemoryUsed;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.StepStats;

/** Records written by hand, whose sums can be added up in the head. */
class StepReadingTest {
    private static final String CPU = "/job:localhost/replica:0/task:0/device:CPU:0";
    private static final String GPU = "/job:localhost/replica:0/task:0/device:GPU:0";
    private static final List<LayerTable.Layer> TABLE = List.of(
            new LayerTable.Layer("stem/conv", "conv2d", List.of(8, 8, 4), 36, 0, 1_000),
            new LayerTable.Layer("stage1/conv", "conv2d", List.of(8, 8, 4), 36, 0, 1_000),
            new LayerTable.Layer("stage1/relu", "relu", List.of(8, 8, 4), 0, 0, 0));

    private static NodeExecStats node(String name, long startMicros, long micros, AllocatorMemoryUsed... memory) {
        return NodeExecStats.newBuilder()
                .setNodeName(name)
                .setTimelineLabel("[cpu 1MB] " + name + " = Conv2D(a, b)")
                .setAllStartNanos(1_000_000_000L + startMicros * 1000 - 500)
                .setOpStartRelNanos(500)
                .setOpEndRelNanos(500 + micros * 1000)
                .addAllMemory(List.of(memory))
                .build();
    }

    private static RunMetadata recorded(DeviceStepStats... devices) {
        return RunMetadata.newBuilder()
                .setStepStats(StepStats.newBuilder().addAllDevStats(List.of(devices)))
                .build();
    }

    private static DeviceStepStats device(String name, NodeExecStats... nodes) {
        return DeviceStepStats.newBuilder()
                .setDevice(name)
                .addAllNodeStats(List.of(nodes))
                .build();
    }

    /** Allocations as pairs of a time and a number of bytes, negative where they are freed. */
    private static AllocatorMemoryUsed memory(String allocator, long inUse, long live, long... changes) {
        AllocatorMemoryUsed.Builder memory = AllocatorMemoryUsed.newBuilder()
                .setAllocatorName(allocator)
                .setAllocatorBytesInUse(inUse)
                .setLiveBytes(live);
        for (int i = 0; i < changes.length; i += 2) {
            memory.addAllocationRecords(
                    AllocationRecord.newBuilder().setAllocMicros(changes[i]).setAllocBytes(changes[i + 1]));
        }
        return memory.build();
    }

    @Test
    void operationsThatOverlapAreAddedUpAndPausesAreIdle() {
        StepReading reading = new StepReading(
                recorded(device(
                        CPU,
                        node("gradients/stage1.conv.filter", 1_000, 3_000),
                        node("stem/conv", 0, 1_000),
                        node("gradients/stage1.conv.input", 2_000, 1_000),
                        node("update/stage1.conv.kernel", 6_000, 2_000),
                        node("stage1/block9/strange", 500, 250))),
                TABLE);
        assertEquals(8_000_000, reading.spanNanos());
        assertEquals(new StepProfile.Times(5, 8, 7.25, 2), reading.times(5_000_000));
        StepProfile.Limit limit = new StepProfile.Limit(16, 0.001);
        assertEquals(
                List.of(
                        // 2 operations × 1,000 × 10 images at a million operations a second
                        new LayerTime("stem/conv", "conv2d", List.of(8, 8, 4), 1, 0, 0, 20),
                        new LayerTime("stage1/conv", "conv2d", List.of(8, 8, 4), 0, 4, 2, 60),
                        new LayerTime("stage1/relu", "relu", List.of(8, 8, 4), 0, 0, 0, 0),
                        new LayerTime("stage1", "", List.of(), 0.25, 0, 0, 0)),
                reading.layers(limit, 10));
        assertEquals("Conv2D", reading.operations().get(0).type());
        assertEquals(500_000, reading.operations().get(1).startNanos());
    }

    @Test
    void onAGpuKernelsCountAndTheirLaunchesDoNot() {
        // TensorFlow records it without nanoseconds.
        NodeExecStats kernel = NodeExecStats.newBuilder()
                .setNodeName("stem/conv:Conv2D")
                .setAllStartMicros(2_000)
                .setOpEndRelMicros(700)
                .build();
        StepReading reading = new StepReading(
                recorded(
                        device(GPU, node("stem/conv", 0, 3)),
                        device(CPU, node("_SOURCE", 1_000_000, 3)),
                        device("/device:GPU:0/stream:13", kernel),
                        device("/device:GPU:0/stream:all", kernel)),
                TABLE);
        assertEquals(
                List.of("/job:localhost/replica:0/task:0/device:CPU:0", "/device:GPU:0/stream:all"),
                reading.operations().stream().map(TracedOperation::device).toList());
        assertEquals(
                new TracedOperation(
                        "stem/conv", "Conv2D", "/device:GPU:0/stream:all", StepPart.FORWARD, "stem/conv", 0, 700_000),
                reading.operations().get(1));
        // The clock of the CPU is another one.
        assertEquals(700_000, reading.spanNanos());
    }

    @Test
    void thePeakIsWhereMostWasHeld() {
        StepReading reading = new StepReading(
                recorded(device(
                        CPU,
                        node("stem/conv", 0, 10, memory("cpu", 5_100, 100, 5, 100, 6, 40, 7, -40, 40, -100)),
                        node("stage1/conv", 20, 10, memory("cpu", 5_300, 200, 22, 200, 41, -200)),
                        node(
                                "stage1/relu",
                                60,
                                10,
                                memory("cpu", 5_250, 250, 61, 250, 62, -250),
                                memory("rare", 9, 3)))),
                TABLE);
        assertEquals(
                new StepMemory(
                        5_000,
                        300,
                        "stage1/conv",
                        List.of(
                                new StepMemory.Held("stage1/conv", "stage1/conv", 200),
                                new StepMemory.Held("stem/conv", "stem/conv", 100)),
                        OptionalLong.of(7)),
                reading.memory(OptionalLong.of(7)));
    }

    @Test
    void aStepWithoutRecordsIsEmpty() {
        StepReading reading = new StepReading(recorded(), TABLE);
        assertEquals(0, reading.spanNanos());
        assertEquals(new StepMemory(0, 0, "", List.of(), OptionalLong.empty()), reading.memory(OptionalLong.empty()));
    }
}
