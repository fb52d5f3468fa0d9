package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import picocli.CommandLine.Option;

/** How large pictures may be. */
final class PixelOptions {
    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "100000000",
            description = "Refuse pictures whose header claims more than N pixels (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    private PixelOptions() {}

    /** Most pixels of a picture, at least 1. */
    long most() {
        if (maxPixels < 1) {
            throw new BadInputException("--max-pixels is " + maxPixels + "; it must be at least 1");
        }
        return maxPixels;
    }
}
