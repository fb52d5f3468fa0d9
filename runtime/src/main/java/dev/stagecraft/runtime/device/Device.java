package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.ComputeThreads;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The device that a network runs on.
 *
 * @param name {@code cpu} or, as in D2L, {@code gpu(0)}
 * @param reason why this device, as part of a sentence
 * @param threads that TensorFlow computes with on the CPU, for the whole process; 0 if TensorFlow chooses the number
 */
public record Device(String name, String reason, int threads) {
    private static final String CPU = "cpu";

    /** The choices of a user. */
    public enum Preference {
        /** A GPU if there is one, otherwise the CPU. */
        AUTO,
        /** The CPU. */
        CPU,
        /** A GPU; without one it is an error. */
        GPU
    }

    /**
     * Chooses a device. For the CPU, TensorFlow's native is loaded while the program goes on; what uses it first waits for it,
     * and says so if it does not load.
     *
     * @throws BadInputException if TensorFlow's native library is missing, or a GPU was requested and none can be used
     */
    public static Device choose(Preference preference) {
        return choose(preference, 0);
    }

    /**
     * Chooses a device and the number of threads. The last bits of what a step computes depend on that number.
     *
     * @param threads that TensorFlow computes with on the CPU, 1 to 1024; 0 to let it choose. The number applies to the
     *     whole process and can be chosen only before the first session is opened
     * @throws BadInputException as {@link #choose(Preference)}, and if the process already computes with another number
     *     of threads
     */
    public static Device choose(Preference preference, int threads) {
        if (!TensorFlowLibrary.begin()) {
            Devices.requireNative();
        }
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

    /** Whether the device is a GPU. */
    public boolean isGpu() {
        return !name.equals(CPU);
    }

    /** Memory that is free for a step on this device, in bytes; empty if the system does not say. */
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
