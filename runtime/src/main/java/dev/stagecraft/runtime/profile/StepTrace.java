package dev.stagecraft.runtime.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;

/** Reads what TensorFlow recorded of a step. */
final class StepTrace {
    /**
     * The device that lists the kernels of a GPU. Below the GPU's own name are the starts of kernels, which take almost
     * no time.
     */
    private static final String KERNELS = "/stream:all";

    private static final String STREAM = "/stream:";

    private StepTrace() {}

    /**
     * The operations of a step, in the order in which they started.
     *
     * @param places tells where they belong
     */
    static List<TracedOperation> operations(RunMetadata recorded, OperationPlaces places) {
        List<DeviceStepStats> devices = recorded.getStepStats().getDevStatsList();
        boolean kernels = devices.stream().anyMatch(each -> each.getDevice().endsWith(KERNELS));
        List<DeviceStepStats> counted = devices.stream()
                .filter(each -> kernels ? isCountedBesideKernels(each.getDevice()) : !isStream(each.getDevice()))
                .toList();
        List<TracedOperation> all = new ArrayList<>();
        for (DeviceStepStats device : counted) {
            long first = first(counted.stream().filter(each -> haveOneClock(each, device)));
            for (NodeExecStats node : device.getNodeStatsList()) {
                all.add(operation(device.getDevice(), node, first, places));
            }
        }
        all.sort(Comparator.comparingLong(TracedOperation::startNanos).thenComparing(TracedOperation::name));
        return all;
    }

    /** Kernels are recorded by a clock of the GPU, which began at another time than that of the CPU. */
    private static boolean haveOneClock(DeviceStepStats one, DeviceStepStats other) {
        return isStream(one.getDevice()) == isStream(other.getDevice());
    }

    private static long first(Stream<DeviceStepStats> devices) {
        return devices.flatMap(each -> each.getNodeStatsList().stream())
                .mapToLong(StepTrace::start)
                .min()
                .orElse(0);
    }

    private static boolean isStream(String device) {
        return device.contains(STREAM);
    }

    private static boolean isCountedBesideKernels(String device) {
        return device.endsWith(KERNELS) || device.contains("CPU:");
    }

    private static TracedOperation operation(String device, NodeExecStats node, long first, OperationPlaces places) {
        String name = name(node);
        OperationPlace place = places.of(name);
        return new TracedOperation(
                name,
                type(node),
                device,
                place.part(),
                place.layer(),
                start(node) - first,
                Math.max(0, end(node) - start(node)));
    }

    static long start(NodeExecStats node) {
        return hasNanos(node)
                ? node.getAllStartNanos() + node.getOpStartRelNanos()
                : TimeUnit.MICROSECONDS.toNanos(node.getAllStartMicros() + node.getOpStartRelMicros());
    }

    private static long end(NodeExecStats node) {
        return hasNanos(node)
                ? node.getAllStartNanos() + node.getOpEndRelNanos()
                : TimeUnit.MICROSECONDS.toNanos(node.getAllStartMicros() + node.getOpEndRelMicros());
    }

    /** Of what a GPU does, TensorFlow records microseconds alone. */
    private static boolean hasNanos(NodeExecStats node) {
        return node.getAllStartNanos() != 0;
    }

    /** A kernel has the name of its operation, a colon, and a name of its own. */
    private static String name(NodeExecStats node) {
        int end = node.getNodeName().indexOf(':');
        return end < 0 ? node.getNodeName() : node.getNodeName().substring(0, end);
    }

    /** An operation's label is {@code name = Type(inputs)}. */
    private static String type(NodeExecStats node) {
        String label = node.getTimelineLabel();
        int start = label.indexOf(" = ");
        int end = label.indexOf('(', start);
        if (start >= 0 && end > start) {
            return label.substring(start + 3, end);
        }
        int colon = node.getNodeName().indexOf(':');
        return colon < 0 ? label : node.getNodeName().substring(colon + 1);
    }
}
