package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.proto.ConfigProto;

/**
 * Where a network runs.
 *
 * @param name {@code cpu} or, as the text prints it, {@code gpu(0)}
 * @param reason why this one, as part of a sentence
 * @param config of the session that runs there
 */
public record Device(String name, String reason, ConfigProto config) {
    /** What a user may ask for. */
    public enum Preference {
        /** A GPU where there is one, the CPU otherwise. */
        AUTO,
        /** The CPU. */
        CPU,
        /** A GPU or nothing. */
        GPU
    }

    /**
     * Chooses a device.
     *
     * @throws BadInputException where TensorFlow's native is missing, or a GPU was asked for and none can be used
     */
    public static Device choose(Preference preference) {
        Devices.requireNative();
        if (preference == Preference.CPU) {
            return cpu("asked for");
        }
        List<SeenDevice> seen = Devices.seen();
        Optional<SeenDevice> gpu = seen.stream().filter(SeenDevice::isGpu).findFirst();
        if (gpu.isPresent()) {
            return new Device(
                    "gpu(0)",
                    "TensorFlow sees " + gpu.get().name() + " with " + gpu.get().memoryBytes() / (1 << 20) + " MiB",
                    Devices.growing());
        }
        if (preference == Preference.GPU) {
            throw new BadInputException("a GPU was asked for and TensorFlow sees none: " + Devices.whyNoGpu()
                    + ". To run on the CPU, ask for cpu or auto");
        }
        return cpu("TensorFlow sees no GPU: " + Devices.whyNoGpu());
    }

    /** Memory that a step could take here, in bytes; empty where the system does not tell. */
    public OptionalLong freeMemory() {
        if (name.equals("cpu")) {
            return FreeMemory.bytes();
        }
        return Devices.seen().stream()
                .filter(SeenDevice::isGpu)
                .mapToLong(SeenDevice::memoryBytes)
                .findFirst();
    }

    private static Device cpu(String reason) {
        return new Device(
                "cpu", reason, ConfigProto.newBuilder().putDeviceCount("GPU", 0).build());
    }
}
