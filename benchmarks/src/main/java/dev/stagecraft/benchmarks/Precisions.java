package dev.stagecraft.benchmarks;

import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.setting.Precision;
import java.util.Arrays;
import java.util.List;

/** The precisions that hardware computes in. */
final class Precisions {
    private Precisions() {}

    /** On this machine's CPU: in float32, and in bfloat16 if the processor has instructions for it; if not, that is said. */
    static List<Precision> ofCpu() {
        if (Bfloat16.isInCpu()) {
            return List.of(Precision.FLOAT32, Precision.BFLOAT16);
        }
        System.err.println("NOTICE: this processor has no instructions for bfloat16, so there are no rows in it.");
        return List.of(Precision.FLOAT32);
    }

    /** All but the one that the machine decides, which is one of the others. */
    static List<Precision> ofGpu() {
        return Arrays.stream(Precision.values())
                .filter(precision -> precision != Precision.AUTO)
                .toList();
    }
}
