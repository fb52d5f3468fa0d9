package dev.stagecraft.runtime.checkpoint;

import java.util.Optional;

/**
 * Where a run's data and its network's class were found, so that a command that is given only a checkpoint finds the
 * data again. The class path is shown but never used: otherwise the writer of a checkpoint could choose which code
 * runs.
 *
 * @param dataKind such as {@code fashion-mnist}
 * @param dataPlace an absolute path; empty for a kind's own place
 * @param classPath as it was given; empty for none
 * @param dataSplit which images were cut off to test on and to validate on; empty if earlier versions cut none off
 */
public record RunOrigin(String dataKind, String dataPlace, Optional<String> classPath, Optional<String> dataSplit) {
    /** Of data none of which was cut off. */
    public RunOrigin(String dataKind, String dataPlace, Optional<String> classPath) {
        this(dataKind, dataPlace, classPath, Optional.empty());
    }
}
