package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Whether this machine has instructions for bfloat16. */
public final class Bfloat16 {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    /** As Linux names them: the vector instructions and the matrix instructions of x86-64, and those of arm64. */
    private static final Set<String> INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16", "bf16");

    private static final Set<String> OF_MATRICES = Set.of("amx_bf16");

    private Bfloat16() {}

    /**
     * Checks this machine's processor.
     *
     * @throws BadInputException if it has no instructions for bfloat16, or the system does not say
     */
    public static void requireInCpu() {
        requireIn(DESCRIPTION);
    }

    static void requireIn(Path description) {
        if (!isIn(description)) {
            throw new BadInputException("precision is bfloat16, but this processor has no instructions for it ("
                    + description + " has none of avx512_bf16, amx_bf16 and bf16); use --precision float32");
        }
    }

    /** Whether this machine's processor has them; false where the system does not say. */
    public static boolean isInCpu() {
        return isIn(DESCRIPTION);
    }

    /** Whether it has those that multiply matrices (AMX), which are several times as fast. */
    public static boolean isOfMatrices() {
        return isOfMatrices(DESCRIPTION);
    }

    static boolean isOfMatrices(Path description) {
        return has(description, OF_MATRICES);
    }

    static boolean isIn(Path description) {
        return has(description, INSTRUCTIONS);
    }

    private static boolean has(Path description, Set<String> instructions) {
        try {
            return Files.readAllLines(description).stream()
                    .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .anyMatch(instructions::contains);
        } catch (IOException e) {
            // Another system than Linux: nobody to ask.
            return false;
        }
    }
}
