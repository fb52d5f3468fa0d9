package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.profile.LayerTime;
import dev.stagecraft.runtime.profile.StepMemory;
import dev.stagecraft.runtime.profile.StepPart;
import dev.stagecraft.runtime.profile.StepProfile;
import dev.stagecraft.runtime.profile.TracedOperation;
import dev.stagecraft.runtime.setting.Precision;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The form of a profile, with numbers that were chosen. */
class ProfileTablesTest {
    private static final StepProfile PROFILE = new StepProfile(
            "com.acme.Net",
            32,
            Precision.FLOAT32,
            "cpu",
            2,
            new StepProfile.Times(80, 85, 100, 2.5),
            new StepProfile.Limit(2048, 200),
            List.of(
                    new LayerTime("input", "", List.of(), 0.5, 0, 0, 0),
                    new LayerTime("stem/conv", "conv2d", List.of(8, 8, 4), 20, 20, 1, 24),
                    new LayerTime("stage1/block1/conv1", "conv2d", List.of(8, 8, 4), 20, 30, 1, 30),
                    new LayerTime("stage1/block1/norm1", "batchNorm", List.of(8, 8, 4), 3, 4, 0.5, 0)),
            List.of(
                    operation("stem/conv", "Conv2D", StepPart.FORWARD, "stem/conv", 0, 20_000_000),
                    operation(
                            "gradients/stage1.block1.conv1.filter",
                            "Conv2DBackpropFilter",
                            StepPart.BACKWARD,
                            "stage1/block1/conv1",
                            20_000_000,
                            30_000_000)),
            new StepMemory(
                    8 << 20,
                    19 << 20,
                    "gradients/stage1.block1.conv1.filter",
                    List.of(new StepMemory.Held("stem/conv", "stem/conv", 3 << 19)),
                    OptionalLong.of(450L << 20)),
            List.of("stem/conv alone takes 41 % of the time."));

    private static TracedOperation operation(
            String name, String type, StepPart part, String layer, long start, long nanos) {
        return new TracedOperation(name, type, "CPU:0", part, layer, start, nanos);
    }

    @Test
    void theTextHasTheStepItsStagesItsLayersAndItsMemory() {
        assertEquals("""
                com.acme.Net, batch size 32, float32, cpu with 2 threads
                step        80.0 ms, 400.0 images/s (with tracing 85.0 ms)
                operations  2, whose times add up to 100.0 ms: more than the step, because some run at the same time
                idle        2.5 ms of the traced step, in which no operation ran
                limit       200 GFLOP/s in the product of two matrices of 2048×2048; the step reaches 135 GFLOP/s, 67.5 %

                stage                               forward   backward     update         ms   share   limit
                input                                  0.50       0.00       0.00       0.50   0.5 %
                stem                                  20.00      20.00       1.00      41.00  41.0 %  73.2 %
                stage1                                23.00      34.00       1.50      58.50  58.5 %  64.1 %
                total                                 43.50      54.00       2.50     100.00 100.0 %  67.5 %

                layer                               forward   backward     update         ms   share   limit
                input                                  0.50       0.00       0.00       0.50   0.5 %
                stem/conv                             20.00      20.00       1.00      41.00  41.0 %  73.2 %
                stage1/block1/conv1                   20.00      30.00       1.00      51.00  51.0 %  73.5 %
                stage1/block1/norm1                    3.00       4.00       0.50       7.50   7.5 %
                total                                 43.50      54.00       2.50     100.00 100.0 %  67.5 %

                        ms   share  longest operations
                     30.00  30.0 %  gradients/stage1.block1.conv1.filter (Conv2DBackpropFilter)
                     20.00  20.0 %  stem/conv (Conv2D)

                memory      8 MiB held between steps, and up to 19 MiB more in a step; peak of the process 450 MiB
                       MiB  held at the peak, while gradients/stage1.block1.conv1.filter ran
                       1.5  stem/conv

                - stem/conv alone takes 41 % of the time.
                """, String.join("\n", new ProfileTables(PROFILE).lines()) + "\n");
    }

    @Test
    void theFieldsForProgramsStayAsTheyAre() {
        assertEquals(
                List.of(
                        "network",
                        "batchSize",
                        "precision",
                        "device",
                        "threads",
                        "stepMillis",
                        "imagesPerSecond",
                        "tracedMillis",
                        "operationMillis",
                        "idleMillis",
                        "limitGigaflops",
                        "gigaflops",
                        "shareOfLimit",
                        "stages",
                        "layers",
                        "longest",
                        "memory",
                        "advice"),
                List.copyOf(Json.PRETTY
                        .toJsonTree(new ProfileTables(PROFILE).json())
                        .getAsJsonObject()
                        .keySet()));
    }
}
