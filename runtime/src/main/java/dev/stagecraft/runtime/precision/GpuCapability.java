package dev.stagecraft.runtime.precision;

import dev.stagecraft.runtime.host.CommandOutput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The compute capability of the GPUs of a machine, which says what their hardware can do. TensorFlow's C interface does
 * not tell it, so NVIDIA's own program is asked.
 *
 * @param lowest of all GPUs, as in {@code 9.0}; empty if it is not known
 */
record GpuCapability(Optional<Double> lowest) {
    private static final List<String> PROGRAM =
            List.of("nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader");

    /** From this one on, GPUs have bfloat16 (NVIDIA, <i>CUDA C++ Programming Guide</i>, Compute Capabilities). */
    private static final double FIRST_WITH_BFLOAT16 = 8.0;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}\\.\\d");

    /** The compute capability of the GPUs of this machine. */
    static GpuCapability ofMachine() {
        return of(CommandOutput.of(PROGRAM));
    }

    /** The compute capability in the output of the program. */
    static GpuCapability of(List<String> lines) {
        List<String> numbers = lines.stream().map(String::strip).toList();
        boolean known = numbers.stream().allMatch(line -> NUMBER.matcher(line).matches());
        return new GpuCapability(
                known ? numbers.stream().map(Double::valueOf).min(Comparator.naturalOrder()) : Optional.empty());
    }

    /** Why bfloat16 is not chosen; empty if all GPUs have it. */
    Optional<String> whyNoBfloat16() {
        if (lowest.isEmpty()) {
            return Optional.of("nvidia-smi does not tell the compute capability of this GPU");
        }
        return lowest.get() >= FIRST_WITH_BFLOAT16
                ? Optional.empty()
                : Optional.of("this GPU has no bfloat16 (its compute capability is " + lowest.get()
                        + ", and bfloat16 needs at least " + FIRST_WITH_BFLOAT16 + ")");
    }
}
