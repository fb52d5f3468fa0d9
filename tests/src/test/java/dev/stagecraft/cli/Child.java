package dev.stagecraft.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, whose output is kept in files. */
final class Child implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path errors;

    private Child(Process process, Path out, Path errors) {
        this.process = process;
        this.out = out;
        this.errors = errors;
    }

    static Child start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), List.of(), arguments);
    }

    /**
     * Starts it.
     *
     * @param before what the command is prefixed with, as in {@code prlimit}
     */
    static Child start(Path folder, Map<String, String> environment, List<String> before, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            // As the launcher starts it; without these Java itself warns on standard error.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.add("dev.stagecraft.cli.Main");
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new Child(builder.start(), out, errors);
    }

    Process process() {
        return process;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Waits until a line of its output begins in one of these ways, or it ends; says whether there is such a line. */
    boolean awaits(String... beginnings) throws IOException, InterruptedException {
        while (true) {
            boolean alive = process.isAlive();
            try (BufferedReader reader = Files.newBufferedReader(out)) {
                if (reader.lines().anyMatch(line -> Arrays.stream(beginnings).anyMatch(line::startsWith))) {
                    return true;
                }
            }
            if (!alive) {
                return false;
            }
            Thread.sleep(5);
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Its exit code. */
    int ends(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs after " + seconds + " s");
        }
        return process.exitValue();
    }

    @Override
    public String toString() {
        try {
            return out() + errors();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
