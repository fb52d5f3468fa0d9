package dev.stagecraft.weights.file;

import java.nio.file.Path;

/** A file is not a weights file, or breaks a rule of its format. The message says what to do. */
public final class WeightsFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WeightsFileException(Path file, String problem) {
        super(ForeignName.printed(file.toString(), Integer.MAX_VALUE) + ": " + problem);
    }
}
