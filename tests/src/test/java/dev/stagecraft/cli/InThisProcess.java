package dev.stagecraft.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Tests that run commands in this process and look at what they print. */
abstract class InThisProcess {
    /** What commands have printed since it was last reset. */
    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs a command with an empty environment; what earlier ones said on standard error is forgotten. */
    final int run(String... arguments) {
        err.reset();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), errors, false, new Interrupt(errors), Map.of());
        return Main.run(console, arguments);
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
