package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.profile.StepProfile;
import dev.stagecraft.runtime.profile.StepProfiler;
import dev.stagecraft.runtime.profile.TraceEvents;
import dev.stagecraft.runtime.setting.Setting;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures where the time of a training step goes. */
@Command(
        name = "profile",
        description = "Measures training steps on synthetic images: the time of each layer, the speed compared with the"
                + " limit of this machine, and the memory. Says what to change.",
        mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {
    /** Settings that do not change which operations a step has. */
    private static final Set<Setting<?>> OUTSIDE_OF_STEPS = Set.of(
            TrainingSettings.EPOCHS,
            TrainingSettings.LEARNING_RATE,
            TrainingSettings.SCHEDULE,
            TrainingSettings.AUGMENTATION,
            TrainingSettings.LINEAR_PROBE,
            TrainingSettings.SEED);

    @Mixin
    private ModelOptions model;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "5",
            description = "Run N steps with tracing and N without, and report the fastest of each (default:"
                    + " ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write the operations of a step to FILE, in the format that chrome://tracing and"
                    + " ui.perfetto.dev open.")
    private @Nullable Path trace;

    @Mixin
    private FormatOptions format;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ProfileCommand(Console console) {
        this.console = console;
    }

    /** Whether a setting changes which operations a step has. */
    static boolean changesStep(Setting<?> setting) {
        return !OUTSIDE_OF_STEPS.contains(setting);
    }

    @Override
    public Integer call() {
        if (steps < 1) {
            throw new BadInputException("--steps is " + steps + "; it must be at least 1");
        }
        Network network = model.load();
        TrainingOptions options = SettingFlags.over(
                TrainingOptions.of(network.training()), spec.commandLine().getParseResult());
        // Opened first, so that a file that cannot be written is reported before a minute of measuring.
        try (TraceFile file = trace == null ? null : TraceFile.open(trace)) {
            Device chosen = device.choose(console, OptionalInt.empty());
            StepProfile profile = StepProfiler.profile(network, options, chosen, steps);
            ProfileTables tables = new ProfileTables(profile);
            if (format.isJson()) {
                console.out().println(Json.PRETTY.toJson(tables.json()));
            } else {
                tables.lines().forEach(console.out()::println);
            }
            if (file != null) {
                file.write(out -> TraceEvents.write(profile, out));
                console.err().println("the trace is in " + trace + "; open it in chrome://tracing or ui.perfetto.dev");
            }
        }
        return 0;
    }
}
