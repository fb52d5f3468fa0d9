package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a program of the system prints. */
public final class CommandOutput {
    private static final long MOST_SECONDS = 10;

    private CommandOutput() {}

    /**
     * Runs a program and reads its output.
     *
     * @param command the program and its arguments
     * @return its lines; none if there is no such program, it fails, or its output takes longer than 10 seconds
     */
    public static List<String> of(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return lines(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // No such program.
            return List.of();
        }
    }

    /** Reads first: a program that prints more than the pipe holds ends only when that is read. */
    private static List<String> lines(Process process) {
        FutureTask<byte[]> reading =
                new FutureTask<>(() -> process.getInputStream().readAllBytes());
        Thread thread = new Thread(reading, "stagecraft-output");
        thread.setDaemon(true);
        thread.start();
        try {
            byte[] output = reading.get(MOST_SECONDS, TimeUnit.SECONDS);
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0
                    ? new String(output, StandardCharsets.UTF_8).lines().toList()
                    : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }
}
