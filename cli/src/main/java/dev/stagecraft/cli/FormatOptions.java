package dev.stagecraft.cli;

import picocli.CommandLine.Option;

/** For whom a command prints its result. */
final class FormatOptions {
    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Print text, or JSON for programs (default: ${DEFAULT-VALUE}).")
    private Format format;

    private FormatOptions() {}

    boolean isJson() {
        return format == Format.JSON;
    }

    private enum Format {
        TEXT,
        JSON
    }
}
