package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.ComputeThreads;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a network runs.
 *
 * @param name {@code cpu} or, as the text prints it, {@code gpu(0)}
 * @param reason why this one, as part of a sentence
 * @param threads that TensorFlow computes with on the CPU, those of the whole process; 0 where it chooses them itself
 */
public record Device(String name, String reason, int threads) {
    private static final String CPU = "cpu";

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
        return choose(preference, 0);
    }

    /**
     * Chooses a device and the number of threads. What a step computes depends on that number to the last bit.
     *
     * @param threads that TensorFlow computes with on the CPU, 1 to 1024; 0 to let it choose. Its number belongs to the
     *     process, and can be chosen only before a session is first opened
     * @throws BadInputException as {@link #choose(Preference)}, and where the process computes with another number of threads
     *     already
     */
    public static Device choose(Preference preference, int threads) {
        Devices.requireNative();
        ComputeThreads.require(threads);
        if (preference == Preference.CPU) {
            return cpu("as requested");
        }
        List<SeenDevice> seen = Devices.seen();
        Optional<SeenDevice> gpu = seen.stream().filter(SeenDevice::isGpu).findFirst();
        if (gpu.isPresent()) {
            return new Device(
                    "gpu(0)",
                    "TensorFlow sees " + gpu.get().name() + " with " + gpu.get().memoryBytes() / (1 << 20) + " MiB",
                    ComputeThreads.asked());
        }
        if (preference == Preference.GPU) {
            throw new BadInputException("a GPU was requested, but TensorFlow sees none: " + Devices.whyNoGpu()
                    + ". To run on the CPU, choose cpu or auto");
        }
        return cpu("TensorFlow sees no GPU: " + Devices.whyNoGpu());
    }

    /** Whether it is a GPU. */
    public boolean isGpu() {
        return !name.equals(CPU);
    }

    /** Memory that a step could take here, in bytes; empty where the system does not tell. */
    public OptionalLong freeMemory() {
        if (!isGpu()) {
            return FreeMemory.bytes();
        }
        return Devices.seen().stream()
                .filter(SeenDevice::isGpu)
                .mapToLong(SeenDevice::memoryBytes)
                .findFirst();
    }

    private static Device cpu(String reason) {
        return new Device(CPU, reason, ComputeThreads.asked());
    }
}
