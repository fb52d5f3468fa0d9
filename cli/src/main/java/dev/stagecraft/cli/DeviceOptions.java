package dev.stagecraft.cli;

import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.StandardError;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import picocli.CommandLine.Option;

/** Where a command computes. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu",
            defaultValue = "auto",
            description = "auto takes a GPU where there is one (default: ${DEFAULT-VALUE}).")
    private Device.Preference preference;

    private DeviceOptions() {}

    /** The device of a command that computes; what TensorFlow says at its first step is not heard. */
    Device choose(Console console) {
        TensorFlowLibrary.load(console::notice);
        StandardError.takeFirstRun();
        return Device.choose(preference);
    }
}
