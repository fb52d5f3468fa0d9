package dev.stagecraft.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tests that run commands in this process and look at what they print. */
abstract class InThisProcess {
    /** What commands have printed since it was last reset. */
    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private @Nullable Interrupt interrupt;

    /** Runs a command with an empty environment; what earlier ones said on standard error is forgotten. */
    final int run(String... arguments) {
        err.reset();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Interrupt signals = new Interrupt(errors);
        interrupt = signals;
        Console console =
                new Console(new PrintStream(out, true, StandardCharsets.UTF_8), errors, false, signals, Map.of());
        return Main.run(console, arguments);
    }

    /** Sends the running command a signal. */
    final void signal() {
        Objects.requireNonNull(interrupt).signalled();
    }

    /** The arguments of a short training on the CPU. */
    static String[] train(String model, String run, int epochs, String... more) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                "--model",
                                model,
                                "--epochs",
                                String.valueOf(epochs),
                                "--batch-size",
                                "8",
                                "--device",
                                "cpu",
                                "--no-tensorboard",
                                "--out",
                                run),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    final String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    final String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
