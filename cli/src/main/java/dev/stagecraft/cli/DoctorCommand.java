package dev.stagecraft.cli;

import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.device.Devices;
import dev.stagecraft.runtime.device.GpuLibrary;
import dev.stagecraft.runtime.device.SeenDevice;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a run would meet on this machine. */
@Command(
        name = "doctor",
        description = "Shows versions, the number of CPU cores, and the devices that TensorFlow sees. With TensorFlow's"
                + " native library for GPUs, it opens each library of CUDA and cuDNN and says what is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private FormatOptions format;

    private final Console console;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TensorFlowLibrary.load(console::notice);
        Device chosen = Device.choose(Device.Preference.AUTO);
        Findings findings = new Findings(
                Version.current(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                TensorFlowLibrary.version(),
                Devices.nativeName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Devices.seen(),
                Devices.gpuCards(),
                Devices.gpuDriver().orElse(null),
                Devices.gpuLibraries(),
                chosen.name(),
                chosen.reason());
        if (format.isJson()) {
            console.out().println(Json.PRETTY.toJson(findings));
        } else {
            print(findings);
        }
        return 0;
    }

    private void print(Findings findings) {
        line("Stagecraft", findings.stagecraft());
        line("Java", findings.java());
        line("TensorFlow", findings.tensorFlow() + ", native " + findings.tensorFlowNative());
        line("system", findings.system());
        line("processor", findings.processors() + " cores for this process");
        line("Java heap", "up to " + findings.javaHeapMebibytes() + " MiB");
        for (SeenDevice device : findings.devices()) {
            line("device", device.name() + " (" + device.type() + ")");
        }
        findings.gpuCards().forEach(card -> line("GPU", card));
        if (findings.gpuDriver() != null) {
            line("driver", findings.gpuDriver());
        }
        for (GpuLibrary library : findings.gpuLibraries()) {
            line("library", library.name() + " " + library.text());
        }
        line("runs on", findings.runsOn() + " (" + findings.reason() + ")");
    }

    private void line(String what, String found) {
        console.out().printf("%-12s%s%n", what, found);
    }

    /** The fields that programs read; their names are a contract. */
    private record Findings(
            String stagecraft,
            String java,
            String tensorFlow,
            String tensorFlowNative,
            String system,
            int processors,
            long javaHeapMebibytes,
            List<SeenDevice> devices,
            List<String> gpuCards,
            @Nullable String gpuDriver,
            List<GpuLibrary> gpuLibraries,
            String runsOn,
            String reason) {}
}
