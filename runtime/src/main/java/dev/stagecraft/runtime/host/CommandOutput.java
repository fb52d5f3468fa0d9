package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program of the system prints. */
public final class CommandOutput {
    private static final long MOST_SECONDS = 10;

    private CommandOutput() {}

    /**
     * Runs a program and reads its output.
     *
     * @param command the program and its arguments
     * @return its lines; none if there is no such program, it fails, or it takes longer than 10 seconds
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

    private static List<String> lines(Process process) throws IOException {
        boolean ended;
        try {
            ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        if (!ended || process.exitValue() != 0) {
            return List.of();
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().toList();
    }
}
