package dev.stagecraft.runtime.cli;

import dev.stagecraft.runtime.device.Device;
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

    Device choose() {
        return Device.choose(preference);
    }
}
