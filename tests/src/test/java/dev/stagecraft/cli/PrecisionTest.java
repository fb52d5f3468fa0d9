package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.precision.DecidedPrecision;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.samples.zoo.CifarResNet56Network;
import dev.stagecraft.samples.zoo.ResNet101Network;
import dev.stagecraft.samples.zoo.ResNet18V2Network;
import dev.stagecraft.samples.zoo.ResNet34Network;
import dev.stagecraft.samples.zoo.ResNet34V2Network;
import dev.stagecraft.samples.zoo.ResNet50Network;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs in bfloat16: what they keep, that they resume bit for bit, and that float32 reads what they saved. */
class PrecisionTest extends ShortRuns {
    private static final String OTHER_FORM = "dev.stagecraft.tests.SmallFamily.ZeroPadded";

    private static void needInstructions() {
        if (!Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; runs in bfloat16 are not tested.");
        }
        assumeTrue(Bfloat16.isInCpu());
    }

    /** On a machine with the instructions it trains, on another it is wrong use that leaves nothing. */
    @Test
    void processorDecides() {
        int code = run(command("any", 1, "--precision", "bfloat16"));
        assertEquals(Bfloat16.isInCpu() ? 0 : 2, code, err());
        assertEquals(Bfloat16.isInCpu(), Files.exists(folder.resolve("any")));
        assertEquals(!Bfloat16.isInCpu(), err().contains("has no instructions for it"));
    }

    /** No machine of ours has a GPU when it runs the tests. */
    @Test
    void float16IsForAGpu() {
        assertEquals(2, run(command("half", 1, "--precision", "float16")));
        assertTrue(err().contains("precision is float16, which trains on a GPU only"), err());
        assertFalse(Files.exists(folder.resolve("half")));
    }

    /** No network with leaky rectifiers was measured. */
    @Test
    void autoIsDecidedOnceAndKept() throws IOException {
        assertEquals(0, run(command(OTHER_FORM, "auto", 1, "--precision", "auto")), err());
        assertTrue(out().contains("\nprecision auto: float32, because "), out());
        JsonObject settings = settings("auto", 2);
        assertFalse(settings.has("precision"), settings.toString());
        assertEquals(0, run(command(OTHER_FORM, "auto", 2, "--precision", "auto", "--resume")), err());
        assertTrue(out().contains("\nprecision auto: float32, as when the run began\n"), out());
    }

    /** Basic blocks were measured. */
    @Test
    void autoIsBfloat16WhereThatIsFastAndWasMeasured() throws IOException {
        assertEquals(0, run(command("auto", 1, "--precision", "auto")), err());
        boolean low = Bfloat16.isInCpu();
        String line = low ? "bfloat16" : "float32, because this processor has no instructions for bfloat16";
        assertTrue(out().contains("\nprecision auto: " + line + "\n"), out());
        JsonObject settings = settings("auto", 2);
        assertEquals(
                low,
                settings.has("precision")
                        && settings.get("precision").getAsString().equals("bfloat16"));
    }

    static List<Arguments> decided() {
        return List.of(
                arguments(new ResNet34Network(), Precision.BFLOAT16),
                arguments(new CifarResNet56Network(), Precision.FLOAT32),
                arguments(new ResNet18V2Network(), Precision.BFLOAT16),
                arguments(new ResNet34V2Network(), Precision.FLOAT32),
                arguments(new ResNet50Network(), Precision.BFLOAT16),
                arguments(new ResNet101Network(), Precision.FLOAT32));
    }

    /** Forms that were measured, as deep and deeper, and others. */
    @ParameterizedTest
    @MethodSource("decided")
    void autoGoesByTheFormOfTheBlocks(Network network, Precision expected) {
        needInstructions();
        DecidedPrecision found = DecidedPrecision.of(Precision.AUTO, network, Device.choose(Device.Preference.CPU));
        assertEquals(expected, found.precision(), found.toString());
    }

    @Test
    void autoGoesOnInTheSavedPrecision() throws IOException {
        needInstructions();
        assertEquals(0, run(command("whole", 2, "--precision", "bfloat16")), err());
        assertEquals(0, run(command("run", 1, "--precision", "bfloat16")), err());
        assertEquals(0, run(command("run", 2, "--precision", "auto", "--resume", "--from", "checkpoint-2")), err());
        assertTrue(out().contains("\nprecision auto: bfloat16, as when the run began\n"), out());
        assertEquals(
                manifest("whole", 4).get("weightsSha256"), manifest("run", 4).get("weightsSha256"));
    }

    @Test
    void resumedRunIsTheUnbrokenOne() throws IOException {
        needInstructions();
        assertEquals(0, run(command("whole", 2, "--precision", "bfloat16")), err());
        assertTrue(out().contains(", convolutions in bfloat16\n"), out());
        assertEquals(0, run(command("broken", 1, "--precision", "bfloat16")), err());
        assertEquals(0, run(command("broken", 2, "--precision", "bfloat16", "--resume")), err());
        JsonObject whole = manifest("whole", 4);
        assertEquals(whole.get("weightsSha256"), manifest("broken", 4).get("weightsSha256"));
        assertEquals(
                "bfloat16",
                whole.getAsJsonObject("run")
                        .getAsJsonObject("settings")
                        .get("precision")
                        .getAsString());
    }

    @Test
    void precisionIsKept() throws IOException {
        needInstructions();
        assertEquals(0, run(command("run", 1, "--precision", "bfloat16")), err());
        assertEquals(2, run(command("run", 2, "--resume")));
        assertTrue(err().contains("precision was bfloat16"), err());
    }

    /** The same network, whatever its convolutions were trained in. */
    @Test
    void checkpointIsThatOfTheSameNetwork() throws IOException {
        needInstructions();
        assertEquals(0, run(command("low", 1, "--precision", "bfloat16")), err());
        assertEquals(0, run(command("full", 1, "--precision", "float32")), err());
        JsonObject low = manifest("low", 2);
        JsonObject full = manifest("full", 2);
        assertEquals(full.get("networkFingerprint"), low.get("networkFingerprint"));
        assertNotEquals(full.get("weightsSha256"), low.get("weightsSha256"));
        assertTrue(!full.getAsJsonObject("run").getAsJsonObject("settings").has("precision"), full.toString());
        String run = folder.resolve("low").toString();
        assertEquals(0, run("evaluate", "--checkpoint", run, "--device", "cpu"), err());
    }
}
