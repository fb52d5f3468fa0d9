package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.ComputeThreads;
import dev.stagecraft.runtime.host.StandardError;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command computes. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu",
            defaultValue = "auto",
            description = "Where to compute; auto uses a GPU if there is one (default: ${DEFAULT-VALUE}).")
    private Device.Preference preference;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that the CPU computes with (default: one per CPU core; a resumed run uses as"
                    + " many as before). Two runs give the same bits only with the same number of threads.")
    private @Nullable Integer threads;

    private DeviceOptions() {}

    /**
     * The device of a command that computes; what TensorFlow says at its first step is not heard.
     *
     * @param otherwise the number of threads where none was asked for; empty if TensorFlow chooses it
     */
    Device choose(Console console, OptionalInt otherwise) {
        if (threads != null && threads < 1) {
            throw new BadInputException("--threads is " + threads + "; it must be at least 1");
        }
        int number = threads != null ? threads : otherwise.orElse(0);
        TensorFlowLibrary.load(console::notice);
        // The first session fixes it.
        ComputeThreads.require(number);
        StandardError.takeFirstRun();
        return Device.choose(preference, number);
    }
}
